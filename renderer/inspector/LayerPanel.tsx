import { deepEqual } from '../../shared/graph/deep-equal';
import type { GraphNode } from '../../shared/graph/document';
import { countsOf, formulaOf, type NodeInference } from '../../shared/graph/infer';
import { kindLabel } from '../../shared/graph/labels';
import type { Counts, Params } from '../../shared/layers/support/kind';
import { fieldsOf } from '../../shared/layers/support/params';
import { formatShape } from '../../shared/layers/support/shape';
import { useDiagnosis } from '../editor/diagnosis';
import { edit, endStep, graphInView, useEditor } from '../editor/editor';
import { useProblems } from '../editor/fixes';
import { ProblemCard } from '../problems/ProblemCard';
import { isUnfinished } from '../problems/unfinished';
import { Checkbox } from '../ui/Checkbox';
import { formatBytes, formatNumber, useLang, useMessages } from '../ui/language';
import { Tip } from '../ui/Tip';
import { useFocusField } from '../ui/use-focus-field';
import { Expectation } from './Expectation';
import { MESSAGES } from './messages';
import { ParamRow } from './ParamRow';
import { WeightsSource } from './WeightsSource';

/** The panel of one layer: problems, parameters, formula, sizes and costs. */
export function LayerPanel({ id }: { readonly id: string }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const node = useEditor((state) => graphInView(state).nodes[id]);
  const inferred = useDiagnosis().inference.nodes.get(id);
  const problems = useProblems().problems.filter((problem) => problem.node === id);
  if (!node || !inferred) return null;
  const { kind } = inferred.layer;
  return (
    <div className="side-panel" data-family={kind?.family ?? 'merge'}>
      <header className="side-head">
        <span className="dot" />
        <h2>{node.name ?? kindLabel(node.kind)[lang]}</h2>
        <span className="side-id">{id}</span>
      </header>
      {problems.map((problem) => (
        <ProblemCard key={`${problem.code} ${problem.param ?? ''}`} problem={problem} />
      ))}
      <Form id={id} node={node} inferred={inferred} />
      <Sizes inferred={inferred} wrong={problems.some((problem) => problem.severity === 'error' && !isUnfinished(problem))} />
      <label className="side-row">
        <span>{t('name')}</span>
        <input
          className="field"
          value={node.name ?? ''}
          placeholder={kindLabel(node.kind)[lang]}
          maxLength={200}
          onChange={({ currentTarget }) =>
            edit([{ type: 'rename', node: id, name: currentTarget.value }], { merge: `name:${id}` })
          }
          onBlur={endStep}
        />
      </label>
      <Checkbox checked={node.frozen ?? false} onChange={(frozen) => edit([{ type: 'freeze', nodes: [id], frozen }])}>
        {t('frozen')}
      </Checkbox>
      {kind && kind.inputs.max > 0 && (
        <Checkbox checked={node.bypassed ?? false} onChange={(bypassed) => edit([{ type: 'bypass', node: id, bypassed }])}>
          {t('bypassed')}
        </Checkbox>
      )}
      <Expectation id={id} node={node} out={inferred.out} />
      <WeightsSource id={id} node={node} inferred={inferred} />
      <label className="side-note">
        <span>{t('note')}</span>
        <textarea
          className="field"
          rows={2}
          value={node.note ?? ''}
          onChange={({ currentTarget }) => edit([{ type: 'note', node: id, note: currentTarget.value }], { merge: `note:${id}` })}
          onBlur={endStep}
        />
      </label>
      <p className="side-doc">{kind?.words[lang]['doc']}</p>
    </div>
  );
}

interface Part {
  readonly id: string;
  readonly node: GraphNode;
  readonly inferred: NodeInference;
}

/** The parameters, generated from the kind. */
function Form({ id, node, inferred }: Part) {
  const t = useMessages(MESSAGES);
  const focused = useFocusField('layer');
  const { kind, params, unknown } = inferred.layer;
  if (!kind) return <p className="side-doc">{t('kept', { name: node.kind })}</p>;
  const fields = [...fieldsOf(kind.params)].filter(([name]) => !params || (kind.isUsed?.(name, params) ?? true));
  const defaults: Params = kind.params.parse({});
  return (
    <div className="side-form">
      {fields.map(([name, field], index) => (
        <ParamRow
          key={`${id} ${name}`}
          field={field}
          value={params?.[name] ?? node.params[name]}
          focus={focused === name || (focused === 'first' && index === 0)}
          changed={Object.hasOwn(node.params, name) && !deepEqual(node.params[name], defaults[name])}
          onChange={(value) => edit([{ type: 'change', node: id, params: { [name]: value } }], { merge: `param:${id}.${name}` })}
        />
      ))}
      {unknown.map((name) => (
        <p className="side-doc" key={name}>
          {t('kept', { name })}
        </p>
      ))}
    </div>
  );
}

/** Bytes of a float32. */
const FLOAT = 4;

/** The formula in symbols and numbers, the input and output sizes, and the costs of the layer. */
function Sizes({ inferred, wrong }: { readonly inferred: NodeInference; readonly wrong: boolean }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const formula = formulaOf(inferred);
  const counts = countsOf(inferred);
  const { batchSize: batch } = useDiagnosis().training.training;
  const figures = ({ params, flops, activations }: Counts) =>
    [
      { code: 'params', figure: formatNumber(params, lang) },
      { code: 'flops', figure: formatNumber(flops, lang) },
      { code: 'values', figure: formatNumber(activations, lang) },
      { code: 'memory', figure: formatBytes(FLOAT * (params + batch * activations), lang) },
    ] as const;
  const ins = inferred.ins.map((shape) => (shape ? formatShape(shape) : '?')).join(' + ');
  return (
    <>
      <section className="side-formula" aria-label={t('formula')}>
        {formula && <p className="side-letters">{formula.letters}</p>}
        {formula?.numbers.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p data-known={inferred.out !== undefined && !wrong}>
          {ins && `${ins} → `}
          <b>{inferred.out ? formatShape(inferred.out) : '?'}</b>
        </p>
      </section>
      {counts && (
        <dl className="side-counts">
          {figures(counts).map(({ code, figure }) => (
            <div key={code}>
              <dt>
                <Tip text={t(`${code}.help`, { batch })}>
                  <button type="button" className="side-label">
                    {t(code)}
                  </button>
                </Tip>
              </dt>
              <dd>{figure}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
