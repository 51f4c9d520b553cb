import { useWords } from '../words/words';
import { WORDS } from './words';

/** What an empty canvas teaches: the first three steps. */
export function EmptyHint() {
  const say = useWords(WORDS);
  return (
    <aside className="hint" aria-label={say('hint.title')}>
      <h2>{say('hint.title')}</h2>
      <ol>
        {['hint.1', 'hint.2', 'hint.3'].map((code) => (
          <li key={code}>{say(code)}</li>
        ))}
      </ol>
    </aside>
  );
}
