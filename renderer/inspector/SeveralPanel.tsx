import { countsOf } from '../../shared/graph/infer';
import { type Field, fieldsOf } from '../../shared/layers/support/params';
import { useDiagnosis } from '../editor/diagnosis';
import { edit } from '../editor/editor';
import { Checkbox } from '../ui/Checkbox';
import { formatNumber, useLang, useMessages } from '../ui/language';
import { useFocusField } from '../ui/use-focus-field';
import { commonValue, isMixed, valueAfter } from './common';
import { MESSAGES } from './messages';
import { ParamRow } from './ParamRow';

/** The panel of several layers: edits their common parameters in all of them. */
export function SeveralPanel({ ids }: { readonly ids: readonly string[] }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { inference } = useDiagnosis();
  const focused = useFocusField('layer');
  const layers = ids.flatMap((id) => {
    const inferred = inference.nodes.get(id);
    return inferred ? [{ id, inferred }] : [];
  });
  const kinds = layers.flatMap(({ inferred }) => inferred.layer.kind ?? []);
  const known = kinds.length === layers.length ? kinds.map(({ params }) => fieldsOf(params)) : [];
  const [first, ...rest] = known;
  const shared = [...(first ?? [])].filter(([name, field]) => rest.every((fields) => alike(field, fields.get(name))));
  const sum = (of: 'params' | 'flops') => layers.reduce((total, { inferred }) => total + (countsOf(inferred)?.[of] ?? 0), 0);
  const flag = (name: 'frozen' | 'bypassed') => {
    const on = layers.filter(({ inferred }) => inferred.node[name]).length;
    return { checked: on === layers.length, mixed: on > 0 && on < layers.length };
  };
  const canBypass = kinds.every(({ inputs }) => inputs.max > 0);
  return (
    <div className="side-panel">
      <header className="side-head">
        <h2>{t('several', { n: ids.length })}</h2>
      </header>
      <p className="side-ids">{ids.join(', ')}</p>
      {shared.length === 0 && <p className="side-doc">{t('several.nothing')}</p>}
      <div className="side-form">
        {shared.map(([name, field], index) => {
          const own = ({ inferred: { layer, node } }: (typeof layers)[number]) => layer.params?.[name] ?? node.params[name];
          const common = commonValue(layers.map(own));
          return (
            <ParamRow
              key={`${ids.join()} ${name}`}
              field={field}
              value={common}
              mixed={isMixed(common)}
              focus={focused === 'first' && index === 0}
              changed={false}
              onChange={(value) =>
                edit(
                  layers.map((layer) => ({ type: 'change', node: layer.id, params: { [name]: valueAfter(value, own(layer)) } })),
                  { merge: `param:${ids.join()}.${name}` },
                )
              }
            />
          );
        })}
      </div>
      <Checkbox {...flag('frozen')} onChange={(frozen) => edit([{ type: 'freeze', nodes: ids, frozen }])}>
        {t('frozen')}
      </Checkbox>
      {canBypass && (
        <Checkbox {...flag('bypassed')} onChange={(bypassed) => edit(ids.map((node) => ({ type: 'bypass', node, bypassed })))}>
          {t('bypassed')}
        </Checkbox>
      )}
      <dl className="side-counts">
        <div>
          <dt>{t('params')}</dt>
          <dd>{formatNumber(sum('params'), lang)}</dd>
        </div>
        <div>
          <dt>{t('flops')}</dt>
          <dd>{formatNumber(sum('flops'), lang)}</dd>
        </div>
      </dl>
    </div>
  );
}

/** True if one field fits a parameter of two kinds. */
function alike(field: Field, other: Field | undefined): boolean {
  return other !== undefined && JSON.stringify({ ...field, help: '' }) === JSON.stringify({ ...other, help: '' });
}
