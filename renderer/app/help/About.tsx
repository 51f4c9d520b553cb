import './help.css';
import type { Connection } from '../../host/connection';
import { Dialog } from '../../ui/Dialog';
import { useWords } from '../../ui/language';
import { WORDS } from './messages';

/** What this is, of which version, and under which licences. */
export function About({ connection }: { readonly connection: Connection }) {
  const say = useWords(WORDS);
  const { version, host } = connection.hello;
  return (
    <Dialog name="about" title={say('about')}>
      <div className="about">
        <p>{say('what')}</p>
        <p>
          {say('version', { version })}. {say('host', { host: say(host) })}
        </p>
        <p>{say('licence')}</p>
      </div>
    </Dialog>
  );
}
