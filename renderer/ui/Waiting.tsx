import './waiting.css';
import type { Text } from '../../shared/words/words';
import { useLang, useWords } from './language';
import { WORDS } from './words';

/** What stands in a view while there is nothing to show: it is read, or could not be. */
export function Waiting({ failed, text }: { readonly failed?: Text | undefined; readonly text?: string | undefined }) {
  const say = useWords(WORDS);
  const lang = useLang();
  if (failed)
    return (
      <p className="dock-none" role="alert">
        {say('unreadable', { reason: failed[lang] })}
      </p>
    );
  return <p className="dock-none">{text ?? say('loading')}</p>;
}
