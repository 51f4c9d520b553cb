import '../documents/gallery/gallery.css';
import { MESSAGES as GALLERY } from '../documents/gallery/messages';
import { PresetButton } from '../documents/gallery/PresetButton';
import { usePresets } from '../documents/presets';
import { Button } from '../ui/Button';
import { useMessages } from '../ui/language';
import { showDialog } from '../ui/ui';
import { MESSAGES } from './messages';

/** The number of presets on an empty canvas. */
const SHOWN = 3;

/** The hint on an empty canvas: the first three steps, and some presets. */
export function EmptyHint() {
  const t = useMessages(MESSAGES);
  const gallery = useMessages(GALLERY);
  const cards = usePresets((state) => state.cards)?.filter(({ read }) => read) ?? [];
  return (
    <aside className="hint" aria-label={t('hint.title')}>
      <h2>{t('hint.title')}</h2>
      <ol>
        {(['hint.1', 'hint.2', 'hint.3'] as const).map((code) => (
          <li key={code}>{t(code)}</li>
        ))}
      </ol>
      {cards.length > 0 && (
        <>
          <div className="hint-presets">
            <h2>{gallery('presets')}</h2>
            <Button kind="quiet" onClick={() => showDialog('gallery')}>
              {gallery('all')}
            </Button>
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
