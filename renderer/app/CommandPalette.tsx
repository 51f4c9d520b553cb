import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { canvas } from '../canvas/controller';
import { GROUPS } from '../commands/command';
import { COMMANDS } from '../commands/index';
import { editor, graphInView } from '../editor/editor';
import { useLang, useWords } from '../words/words';
import { runCommand } from './run';
import { shownShortcut } from './shortcuts';
import { showDialog, useUi } from './ui';
import { WORDS } from './words';

/** Every command with its shortcut, and every layer of the graph in view, to be found by typing. */
export function CommandPalette() {
  const say = useWords(WORDS);
  const lang = useLang();
  const open = useUi((ui) => ui.dialog === 'commands');
  const close = () => showDialog(undefined);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-ground" />
        <Dialog.Content className="commands" aria-describedby={undefined}>
          <Dialog.Title className="unseen">{say('commands')}</Dialog.Title>
          <Command label={say('commands')}>
            <Command.Input className="field" placeholder={say('commands.search')} aria-label={say('commands.search')} />
            <Command.List>
              <Command.Empty className="search-none">{say('commands.none')}</Command.Empty>
              {GROUPS.map((group) => {
                const members = COMMANDS.filter(({ id }) => id.startsWith(`${group}.`));
                if (members.length === 0) return null;
                return (
                  <Command.Group key={group} heading={say(group)}>
                    {members.map((command) => (
                      <Command.Item
                        key={command.id}
                        value={`${command.title[lang]} ${command.keywords?.[lang] ?? ''}`}
                        disabled={command.enabled ? !command.enabled() : false}
                        onSelect={() => {
                          close();
                          // The dialog gives the focus back first, so that a command can put it elsewhere.
                          setTimeout(() => void runCommand(command));
                        }}
                      >
                        <span>{command.title[lang]}</span>
                        {command.shortcuts?.[0] && <kbd>{shownShortcut(command.shortcuts[0])}</kbd>}
                      </Command.Item>
                    ))}
                  </Command.Group>
                );
              })}
              <Command.Group heading={say('nodes')}>
                {Object.keys(graphInView(editor.getState()).nodes).map((node) => (
                  <Command.Item
                    key={node}
                    value={say('go', { node })}
                    onSelect={() => {
                      close();
                      setTimeout(() => canvas()?.reveal(node));
                    }}
                  >
                    {say('go', { node })}
                  </Command.Item>
                ))}
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
