import { Command } from 'cmdk';
import { useMemo } from 'react';
import { fitting, type Spot, type Suggestion } from '../../shared/graph/diagnosis/suggest';
import { formatShape } from '../../shared/layers/support/shape';
import { useDiagnosis } from '../editor/diagnosis';
import { useLang, useMessages } from '../ui/language';
import { MESSAGES } from './messages';
import { MESSAGES as PALETTE } from './palette/messages';
import { SearchPopover } from './SearchPopover';

interface Props {
  /** Its position, in window pixels. */
  readonly x: number;
  readonly y: number;
  /** The spot of the new layer in the graph. */
  readonly spot: Spot;
  onChoose(kind: string): void;
  onClose(): void;
}

/** A search for a new layer: the kinds that fit, with their output sizes, and the others with the reason against them. */
export function QuickSearch({ x, y, spot, onChoose, onClose }: Props) {
  const t = useMessages(MESSAGES);
  const { inference } = useDiagnosis();
  const found = useMemo(() => fitting(inference.graph, inference, spot), [inference, spot]);
  const groups = [
    { heading: fits(), members: found.filter(({ reason }) => !reason) },
    { heading: t('search.other'), members: found.filter(({ reason }) => reason) },
  ];
  return (
    <SearchPopover x={x} y={y} label={t('search')} none={t('search.none')} onClose={onClose}>
      {groups.map(
        ({ heading, members }) =>
          members.length > 0 && (
            <Command.Group key={heading} heading={heading}>
              {members.map((suggestion) => (
                <Item key={suggestion.kind.kind} suggestion={suggestion} onChoose={onChoose} />
              ))}
            </Command.Group>
          ),
      )}
    </SearchPopover>
  );

  /** A heading with the layers before and after the new one. */
  function fits(): string {
    const wire = inference.graph.edges.find(({ id }) => id === spot.edge);
    if (wire) return t('search.between', { from: wire.from, to: wire.to });
    return spot.from === undefined ? t('search.fits') : t('search.behind', { id: spot.from });
  }
}

function Item({ suggestion, onChoose }: { readonly suggestion: Suggestion; readonly onChoose: Props['onChoose'] }) {
  const lang = useLang();
  const family = useMessages(PALETTE);
  const { kind, out, reason } = suggestion;
  const label = kind.words[lang]['label'] ?? kind.kind;
  return (
    <Command.Item
      value={`${label} ${kind.kind}`}
      keywords={[family(kind.family)]}
      onSelect={() => onChoose(kind.kind)}
      data-family={kind.family}
    >
      <span className="dot" />
      <span className="search-text">
        {label}
        {reason && <span className="search-reason">{reason[lang]}</span>}
      </span>
      {out && <span className="search-size">{formatShape(out)}</span>}
    </Command.Item>
  );
}
