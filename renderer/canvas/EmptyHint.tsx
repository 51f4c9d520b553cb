import '../documents/gallery/gallery.css';
import { WORDS as GALLERY } from '../documents/gallery/messages';
import { PresetButton } from '../documents/gallery/PresetButton';
import { usePresets } from '../documents/presets';
import { useWords } from '../ui/language';
import { showDialog } from '../ui/ui';
import { WORDS } from './messages';

/** How many presets an empty canvas shows. */
const SHOWN = 3;

/** What an empty canvas teaches: the first three steps, and what others began with. */
export function EmptyHint() {
  const say = useWords(WORDS);
  const gallery = useWords(GALLERY);
  const cards = usePresets((state) => state.cards)?.filter(({ read }) => read) ?? [];
  return (
    <aside className="hint" aria-label={say('hint.title')}>
      <h2>{say('hint.title')}</h2>
      <ol>
        {['hint.1', 'hint.2', 'hint.3'].map((code) => (
          <li key={code}>{say(code)}</li>
        ))}
      </ol>
      {cards.length > 0 && (
        <>
          <div className="hint-presets">
            <h2>{gallery('presets')}</h2>
            <button type="button" className="button" data-kind="quiet" onClick={() => showDialog('gallery')}>
              {gallery('all')}
            </button>
          </div>
          <div className="hint-cards">
            {cards.slice(0, SHOWN).map((card) => (
              <PresetButton key={card.id} card={card} />
            ))}
          </div>
        </>
      )}
    </aside>
  );
}
