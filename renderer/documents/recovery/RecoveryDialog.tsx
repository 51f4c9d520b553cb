import '../../ui/dialog.css';
import './recovery.css';
import { AlertDialog } from 'radix-ui';
import { differenceText } from '../../../shared/graph/differences/index';
import { graphTitle } from '../../../shared/graph/differences/title';
import { graphOf } from '../../../shared/graph/document';
import { Button } from '../../ui/Button';
import { useLang, useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { type Lost, useLost } from './copies';
import { MESSAGES } from './messages';
import { recovery } from './recovery';

/** The number of differences listed; the rest is counted. */
const MOST = 8;

/** A dialog for unsaved work of a closed window, with the changes that would be lost. */
export function RecoveryDialog() {
  const t = useMessages(MESSAGES);
  const { lost, shown } = useLost();
  const later = () => useLost.setState({ shown: false });
  return (
    <AlertDialog.Root open={shown && lost.length > 0} onOpenChange={(open) => !open && later()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="dialog-ground" />
        <AlertDialog.Content className="popup dialog">
          <AlertDialog.Title>{t('title')}</AlertDialog.Title>
          <AlertDialog.Description>{t('text')}</AlertDialog.Description>
          {lost.map((one) => (
            <Copy key={`${one.copy.window} ${one.copy.key}`} lost={one} />
          ))}
          <div className="dialog-answers">
            <AlertDialog.Cancel className="button">{t('later')}</AlertDialog.Cancel>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function Copy({ lost }: { readonly lost: Lost }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { copy, document, differences } = lost;
  const name = copy.name || t('untitled');
  const several = (document?.graphs.length ?? 0) > 1;
  const inGraph = (id: string | undefined) => {
    const graph = several && document && id !== undefined ? graphOf(document, id) : undefined;
    return graph && document ? `${graphTitle(document, graph)[lang]}: ` : '';
  };
  return (
    <section className="recovery-copy" aria-label={name}>
      <h3>{name}</h3>
      <p className="recovery-when">
        {copy.file ? `${copy.file.folder} · ` : ''}
        {new Date(copy.at).toLocaleString(lang)}
      </p>
      {document ? (
        <ul>
          {differences.slice(0, MOST).map((difference, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
            <li key={index}>
              {inGraph(difference.graph)}
              {differenceText(difference, lang)}
            </li>
          ))}
          {differences.length > MOST && <li>{t('more', { n: differences.length - MOST })}</li>}
        </ul>
      ) : (
        <p>{t('unreadable')}</p>
      )}
      <div className="dialog-answers">
        {document ? (
          <Button kind="primary" onClick={() => attempt(() => recovery().restore(lost))}>
            {t('restore')}
          </Button>
        ) : (
          <Button kind="primary" onClick={() => attempt(() => recovery().saveText(lost))}>
            {t('saveText')}
          </Button>
        )}
        <Button onClick={() => attempt(() => recovery().discard(lost))}>{t('forget')}</Button>
      </div>
    </section>
  );
}
