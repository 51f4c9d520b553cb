import { totalsOf } from '../../../shared/graph/infer';
import { Thumbnail } from '../../figures/Thumbnail';
import { formatNumber, useLang, useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { showDialog } from '../../ui/ui';
import { documents } from '../documents';
import type { PresetCard } from '../presets';
import { MESSAGES } from './messages';

/** The visible length of a preset's notes, in characters. */
const NOTES = 240;

/** A preset with its thumbnail; it opens as an untitled copy. */
export function PresetButton({ card }: { readonly card: PresetCard }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { name, read, issue } = card;
  if (!read)
    return (
      <div className="card card-broken">
        <b>{name}</b>
        <span className="card-notes">{issue?.[lang] ?? t('unreadable')}</span>
      </div>
    );
  const { document, inference } = read;
  const n = inference.nodes.size;
  return (
    <button
      type="button"
      className="card"
      onClick={() =>
        attempt(async () => {
          if (await documents().openCopy(name, card.text)) showDialog(undefined);
        })
      }
    >
      <Thumbnail inference={inference} />
      <b>{name}</b>
      <span className="card-notes">{document.notes.slice(0, NOTES)}</span>
      <span className="card-figures">
        {t('layers', { n, params: formatNumber(totalsOf(inference).params, lang) })}
        {document.graphs.length > 1 && ` · ${t('graphs', { n: document.graphs.length })}`}
      </span>
    </button>
  );
}
