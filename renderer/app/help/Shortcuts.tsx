import './help.css';
import { COMMANDS } from '../../commands/index';
import { MESSAGES as COMMAND_MESSAGES } from '../../commands/messages';
import { shownShortcut } from '../../commands/shortcuts';
import { GROUPS } from '../../ui/command';
import { Dialog } from '../../ui/Dialog';
import { useLang, useMessages } from '../../ui/language';
import { MESSAGES } from './messages';

/** Mouse and key gestures of the canvas, by their codes. */
const GESTURES = ['arrows', 'move', 'enter', 'space', 'more', 'walk', 'ends', 'box', 'pan', 'double'] as const;

/** All keyboard shortcuts, by group. */
export function Shortcuts() {
  const t = useMessages(MESSAGES);
  const heading = useMessages(COMMAND_MESSAGES);
  const lang = useLang();
  return (
    <Dialog name="shortcuts" title={t('shortcuts')} size="large">
      <div className="help">
        <section>
          <h3>{t('canvas')}</h3>
          <dl>
            {GESTURES.map((code) => (
              <div key={code}>
                <dt>{t(code, { mod: shownShortcut('Mod') })}</dt>
                <dd>{t(`${code}.does`)}</dd>
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
