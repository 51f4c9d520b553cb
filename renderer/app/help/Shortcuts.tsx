import './help.css';
import { COMMANDS } from '../../commands/index';
import { WORDS as COMMAND_WORDS } from '../../commands/messages';
import { shownShortcut } from '../../commands/shortcuts';
import { GROUPS } from '../../ui/command';
import { Dialog } from '../../ui/Dialog';
import { useLang, useWords } from '../../ui/language';
import { WORDS } from './messages';

/** What the pointer and the keys do on the canvas itself. */
const GESTURES = ['arrows', 'move', 'enter', 'space', 'more', 'walk', 'ends', 'box', 'pan', 'double'];

/** Every key, by what it is about. */
export function Shortcuts() {
  const say = useWords(WORDS);
  const heading = useWords(COMMAND_WORDS);
  const lang = useLang();
  return (
    <Dialog name="shortcuts" title={say('shortcuts')} size="large">
      <div className="help">
        <section>
          <h3>{say('canvas')}</h3>
          <dl>
            {GESTURES.map((code) => (
              <div key={code}>
                <dt>{say(code)}</dt>
                <dd>{say(`${code}.does`)}</dd>
              </div>
            ))}
          </dl>
        </section>
        {GROUPS.map((name) => {
          const members = COMMANDS.filter(({ id, shortcuts }) => id.startsWith(`${name}.`) && shortcuts);
          if (members.length === 0) return null;
          return (
            <section key={name}>
              <h3>{heading(name)}</h3>
              <dl>
                {members.map(({ id, title, shortcuts = [] }) => (
                  <div key={id}>
                    <dt>
                      {shortcuts.map((shortcut) => (
                        <kbd key={shortcut}>{shownShortcut(shortcut)}</kbd>
                      ))}
                    </dt>
                    <dd>{title[lang]}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
