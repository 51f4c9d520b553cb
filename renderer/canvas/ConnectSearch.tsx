import { Command } from 'cmdk';
import { nodeOf } from '../../shared/graph/document';
import { kindLabel } from '../../shared/graph/labels';
import { formatShape } from '../../shared/layers/support/shape';
import { useDiagnosis } from '../editor/diagnosis';
import { edit } from '../editor/editor';
import { useLang, useMessages } from '../ui/language';
import { refusalOf } from './connection';
import { MESSAGES } from './messages';
import { SearchPopover } from './SearchPopover';

interface Props {
  /** Its position, in window pixels. */
  readonly x: number;
  readonly y: number;
  /** The node whose output is being wired. */
  readonly from: string;
  onClose(): void;
}

/** Wires a layer to another by keyboard: lists the possible targets, and the others with the reason against them. */
export function ConnectSearch({ x, y, from, onClose }: Props) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { inference } = useDiagnosis();
  const { graph, nodes } = inference;
  const targets = [...nodes]
    .filter(([id]) => id !== from)
    .map(([id, { out }]) => ({ id, out, refusal: refusalOf(graph, { source: from, target: id }) }))
    .sort((a, b) => Number(a.refusal !== undefined) - Number(b.refusal !== undefined));
  return (
    <SearchPopover x={x} y={y} label={t('connect', { id: from })} none={t('connect.none')} onClose={onClose}>
      {targets.map(({ id, out, refusal }) => {
        const node = nodeOf(graph, id);
        const label = node?.name ?? kindLabel(node?.kind ?? '')[lang];
        return (
          <Command.Item
            key={id}
            value={`${label} ${id}`}
            disabled={refusal !== undefined}
            onSelect={() => {
              onClose();
              edit([{ type: 'connect', from, to: id }]);
            }}
          >
            <span className="search-text">
              {label} <span className="side-id">{id}</span>
              {refusal && <span className="search-reason">{refusal.text[lang]}</span>}
            </span>
            {out && <span className="search-size">{formatShape(out)}</span>}
          </Command.Item>
        );
      })}
    </SearchPopover>
  );
}
