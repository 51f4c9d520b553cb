import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { canvas } from '../editor/controller';
import { editor, graphInView } from '../editor/editor';
import { GROUPS } from '../ui/command';
import { type Findable, found } from '../ui/find';
import { useLang, useMessages } from '../ui/language';
import { runCommand } from '../ui/run';
import { showDialog, useUi } from '../ui/ui';
import { isEnabled, useAvailability } from './availability';
import { COMMANDS } from './index';
import { MESSAGES } from './messages';
import { shownShortcut } from './shortcuts';

/** A search over all commands, with their shortcuts, and the layers of the graph in view. */
export function CommandPalette() {
  const t = useMessages(MESSAGES);
  const open = useUi((ui) => ui.dialog === 'commands');
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && showDialog(undefined)}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-ground" />
        <Dialog.Content className="popup commands" aria-describedby={undefined}>
          <Dialog.Title className="unseen">{t('commands')}</Dialog.Title>
          <Search />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** By group while nothing is typed; then one list, the best match first and disabled commands last. */
function Search() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  useAvailability();
  const [typed, setTyped] = useState('');
  const nodes = Object.keys(graphInView(editor.getState()).nodes);
  const groups = GROUPS.map((group) => ({
    heading: t(group),
    choices: COMMANDS.filter(({ id }) => id.startsWith(`${group}.`)).map(
      (command): Choice => ({
        id: command.id,
        title: command.title[lang],
        keywords: command.keywords?.[lang],
        shortcut: command.shortcuts?.[0],
        disabled: !isEnabled(command),
        run: () => void runCommand(command),
      }),
    ),
  }));
  const going = nodes.map(
    (node): Choice => ({ id: `go ${node}`, title: t('go', { node }), disabled: false, run: () => canvas()?.reveal(node) }),
  );
  const all = [...groups, { heading: t('nodes'), choices: going }];
  const matches = found(
    all.flatMap(({ choices }) => choices),
    typed,
  );
  return (
    <Command label={t('commands')} shouldFilter={false}>
      <Command.Input
        className="field"
        placeholder={t('commands.search')}
        aria-label={t('commands.search')}
        value={typed}
        onValueChange={setTyped}
      />
      <Command.List>
        {typed.trim() === ''
          ? all.map(
              ({ heading, choices }) =>
                choices.length > 0 && (
                  <Command.Group key={heading} heading={heading}>
                    {choices.map(item)}
                  </Command.Group>
                ),
            )
          : [...matches].sort((a, b) => Number(a.disabled) - Number(b.disabled)).map(item)}
        {matches.length === 0 && <p className="search-none">{t('commands.none')}</p>}
      </Command.List>
    </Command>
  );
}

interface Choice extends Findable {
  readonly id: string;
  readonly shortcut?: string | undefined;
  readonly disabled: boolean;
  run(): void;
}

const item = ({ id, title, shortcut, disabled, run }: Choice) => (
  <Command.Item
    key={id}
    value={id}
    disabled={disabled}
    onSelect={() => {
      showDialog(undefined);
      // The dialog restores the focus first, so that a command can move it.
      setTimeout(run);
    }}
  >
    <span>{title}</span>
    {shortcut && <kbd>{shownShortcut(shortcut)}</kbd>}
  </Command.Item>
);
