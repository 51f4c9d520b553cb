import './gallery.css';
import { Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { useLang, useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { message, notify } from '../../ui/ui';
import { documents } from '../documents';
import { type PresetCard, usePresets } from '../presets';
import { MESSAGES } from './messages';
import { PresetButton } from './PresetButton';
import { RecentFiles } from './RecentFiles';

/** The presets and the recent files. */
export function Gallery() {
  const t = useMessages(MESSAGES);
  return (
    <Dialog name="gallery" title={t('title')} size="large">
      <Content />
    </Dialog>
  );
}

function Content() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { cards, failed } = usePresets();
  const [typed, setTyped] = useState('');
  useEffect(() => void attempt(() => documents().presets.load()), []);
  const wanted = typed.trim().toLowerCase();
  const shown = cards?.filter(({ name, read }) => `${name} ${read?.document.notes ?? ''}`.toLowerCase().includes(wanted)) ?? [];
  return (
    <div className="gallery">
      <input
        className="field"
        type="search"
        placeholder={t('search')}
        aria-label={t('search')}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <div className="gallery-parts">
        <div>
          {!cards && !failed && <p className="gallery-none">{t('loading')}</p>}
          {failed && !cards && (
            <p className="gallery-none">
              {t('failed', { reason: failed[lang] })}{' '}
              <Button onClick={() => attempt(() => documents().presets.load())}>{t('again')}</Button>
            </p>
          )}
          {cards && wanted !== '' && shown.length === 0 && <p className="gallery-none">{t('none')}</p>}
          <Cards title={t('ours')} cards={shown.filter(({ own }) => !own)} />
          <Cards title={t('own')} cards={shown.filter(({ own }) => own)} empty={wanted === '' ? t('own.none') : undefined} />
        </div>
        <RecentFiles wanted={wanted} />
      </div>
    </div>
  );
}

interface CardsProps {
  readonly title: string;
  readonly cards: readonly PresetCard[];
  readonly empty?: string | undefined;
}

function Cards({ title, cards, empty }: CardsProps) {
  const t = useMessages(MESSAGES);
  if (cards.length === 0 && empty === undefined) return null;
  return (
    <section className="gallery-part" aria-label={title}>
      <h3>{title}</h3>
      {cards.length === 0 && <p className="gallery-none">{empty}</p>}
      <ul className="cards">
        {cards.map((card) => (
          <li key={card.id}>
            <PresetButton card={card} />
            {card.own && (
              <Button
                className="card-remove"
                kind="quiet"
                label={t('remove', { name: card.name })}
                onClick={() => attempt(() => remove(card))}
              >
                <Trash2 size={14} />
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

async function remove(card: PresetCard): Promise<void> {
  const undo = await documents().presets.remove(card);
  notify({
    tone: 'info',
    text: message(MESSAGES, 'removed', { name: card.name }),
    action: { label: message(MESSAGES, 'undo'), run: () => void attempt(undo) },
  });
}
