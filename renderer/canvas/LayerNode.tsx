import { CircleSlash, Plus, Snowflake, StickyNote, TriangleAlert } from 'lucide-react';
import { Popover } from 'radix-ui';
import { memo, useMemo } from 'react';
import { Handle, type NodeProps, Position } from 'reactflow';
import { differenceMark } from '../../shared/graph/differences/index';
import { kindLabel, shownValue } from '../../shared/graph/labels';
import { fill } from '../../shared/i18n/i18n';
import { fieldsOf } from '../../shared/layers/support/params';
import { canvas } from '../editor/controller';
import { ProblemCard } from '../problems/ProblemCard';
import { isUnfinished } from '../problems/unfinished';
import { useLang, useMessages } from '../ui/language';
import { AccessibleName } from './AccessibleName';
import { changesText } from './changes';
import { type LayerFlowNode, portName } from './flow';
import { Glyph } from './Glyph';
import { InputMark, OutputMark } from './Marks';
import { MESSAGES } from './messages';
import { NameField } from './NameField';
import { NodeSize } from './NodeSize';
import { WeightsMark } from './WeightsMark';

const places = new Map<string, { readonly top: string }>();

/** The position of a port on the side of its node. Cached, so that React sees an unchanged port. */
function portPlace(port: number, ports: number): { readonly top: string } {
  const top = `${((port + 1) * 100) / (ports + 1)}%`;
  const known = places.get(top) ?? { top };
  places.set(top, known);
  return known;
}

/** A layer on the canvas: family, name, main parameters, output block and output size. */
export const LayerNode = memo(function LayerNode({ id, data, selected }: NodeProps<LayerFlowNode>) {
  const { node, layer, problems, differences, row, isOutput, taken } = data;
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { kind, params } = layer;
  const wrong = problems.some((problem) => problem.severity === 'error' && !isUnfinished(problem));
  const ports = kind ? Math.min(kind.inputs.max, Math.max(1, taken + (kind.inputs.max > 1 ? 1 : 0))) : 1;
  const summary = kind && params ? kind.summary(params) : [];
  /** All parameters that have an effect, with their names: s1 is a stride of 1. */
  const spelled = useMemo(() => {
    if (!kind || !params || kind.inputs.max === 0) return undefined;
    return (
      [...fieldsOf(kind.params)]
        .filter(([name]) => kind.isUsed?.(name, params) ?? true)
        .map(([name, field]) => fill(`${field.label[lang]} {value}`, { value: shownValue(params[name]) }, lang))
        // Keep a name and its value on one line, which ends with the dot.
        .map((parameter) => parameter.replaceAll(' ', '\u00a0'))
        .join('\u00a0· ')
    );
  }, [kind, params, lang]);
  return (
    <div
      className="layer"
      data-family={kind?.family ?? 'merge'}
      data-selected={selected || undefined}
      data-wrong={wrong || undefined}
      data-problems={problems.length > 0 || undefined}
      data-bypassed={node.bypassed || undefined}
    >
      {kind?.inputs.max !== 0 &&
        Array.from({ length: ports }, (_, port) => (
          <Handle
            key={portName(port)}
            id={portName(port)}
            type="target"
            position={Position.Left}
            title={ports > 1 ? t('port', { n: port + 1 }) : undefined}
            style={portPlace(port, ports)}
          />
        ))}
      <AccessibleName id={id} selected={selected} data={data} />
      <div className="layer-head">
        <span className="dot" />
        <NameField id={id} name={node.name} label={kindLabel(node.kind)[lang]} />
        {node.weightsFrom && <WeightsMark from={node.weightsFrom} />}
        {node.frozen && (
          <span className="layer-mark" title={t('mark.frozen')}>
            <Snowflake size={12} />
          </span>
        )}
        {node.bypassed && (
          <span className="layer-mark" title={t('mark.bypassed')}>
            <CircleSlash size={12} />
          </span>
        )}
        {node.note && (
          <span className="layer-mark" title={t('mark.note', { note: node.note })}>
            <StickyNote size={12} />
          </span>
        )}
        {row > 0 && <span className="layer-row">{row}</span>}
      </div>
      <div className="layer-figure">
        <Glyph id={id} />
      </div>
      <div className="layer-params">{kind?.inputs.max === 0 ? <InputMark /> : summary.join(' · ')}</div>
      <div className="layer-foot" data-spelled={spelled}>
        <NodeSize id={id} />
      </div>
      {differences.length > 0 && (
        <span className="layer-changed" title={changesText(differences, t, lang)} aria-hidden="true">
          {differences.map((difference) => differenceMark(difference, lang)).join(', ')}
        </span>
      )}
      {problems.length > 0 && (
        <Popover.Root>
          <Popover.Trigger asChild>
            <button
              type="button"
              className="layer-problems nodrag"
              data-severity={wrong ? 'error' : 'warning'}
              aria-label={t(problems.length === 1 ? 'node.problems.one' : 'node.problems', { n: problems.length })}
            >
              <TriangleAlert size={12} />
              {problems.length}
            </button>
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              className="popup layer-popover"
              side="bottom"
              align="end"
              collisionPadding={8}
              aria-label={t('problems', { id })}
            >
              {problems.map((problem) => (
                <ProblemCard key={`${problem.code} ${problem.param ?? ''}`} problem={problem} />
              ))}
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      )}
      {isOutput && row > 0 && <OutputMark />}
      {isOutput && (
        <button
          type="button"
          className="layer-next nodrag"
          aria-label={t('add.next', { id })}
          title={t('add.next', { id })}
          onClick={() => canvas()?.search(id)}
        >
          <Plus size={14} />
        </button>
      )}
      <Handle id="out" type="source" position={Position.Right} />
    </div>
  );
});
