import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import { KINDS } from '../../shared/layers/index';
import { useLang, useWords } from '../words/words';
import { WORDS } from './words';

interface Props {
  /** Where it opens, in pixels of the window. */
  readonly x: number;
  readonly y: number;
  onChoose(kind: string): void;
  onClose(): void;
}

/** A search of the layers, where a new one is to come. */
export function QuickSearch({ x, y, onChoose, onClose }: Props) {
  const say = useWords(WORDS);
  const lang = useLang();
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor style={{ position: 'fixed', left: x, top: y }} />
      <Popover.Portal>
        <Popover.Content className="search" side="bottom" align="start" collisionPadding={8} aria-label={say('search')}>
          <Command label={say('search')}>
            <Command.Input placeholder={say('search')} aria-label={say('search')} className="field" />
            <Command.List>
              <Command.Empty className="search-none">{say('search.none')}</Command.Empty>
              {KINDS.filter(({ inputs }) => inputs.max > 0).map(({ kind, family, words }) => (
                <Command.Item
                  key={kind}
                  value={`${words[lang]['label'] ?? kind} ${kind}`}
                  onSelect={() => onChoose(kind)}
                  data-family={family}
                >
                  <span className="dot" />
                  {words[lang]['label'] ?? kind}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
