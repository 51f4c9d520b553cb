import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import { useMemo } from 'react';
import { fitting, type Spot, type Suggestion } from '../../shared/graph/diagnosis/suggest';
import { formatShape } from '../../shared/layers/support/shape';
import { useDiagnosis } from '../editor/diagnosis';
import { useLang, useMessages } from '../ui/language';
import { MESSAGES } from './messages';
import { MESSAGES as PALETTE } from './palette/messages';

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
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor style={{ position: 'fixed', left: x, top: y }} />
      <Popover.Portal>
        <Popover.Content
          className="search"
          side="bottom"
          align="start"
          collisionPadding={8}
          onCloseAutoFocus={(event) => event.preventDefault()}
          aria-label={t('search')}
        >
          <Command label={t('search')}>
            <Command.Input placeholder={t('search')} aria-label={t('search')} className="field" />
            <Command.List>
              <Command.Empty className="search-none">{t('search.none')}</Command.Empty>
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
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
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
