import { FileClock } from 'lucide-react';
import { isNewer } from '../../shared/graph/document';
import { present, useEditor } from '../editor/editor';
import { useMessages } from '../ui/language';
import { Tip } from '../ui/Tip';
import { message, notify } from '../ui/ui';
import { MESSAGES } from './messages';

/** Says that the open document is of a later version, and what becomes of what this one does not know. */
export const sayNewer = (): void => notify({ tone: 'info', text: message(MESSAGES, 'newer') });

/** Beside the name of a document that a later version wrote, however it was opened. */
export function NewerMark() {
  const t = useMessages(MESSAGES);
  const newer = useEditor((state) => isNewer(present(state).document));
  if (!newer) return null;
  return (
    <Tip text={t('newer')}>
      <button type="button" className="button document-newer" data-kind="quiet" aria-label={t('newer')} onClick={sayNewer}>
        <FileClock size={14} aria-hidden="true" />
      </button>
    </Tip>
  );
}
