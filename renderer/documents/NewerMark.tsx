import { FileClock } from 'lucide-react';
import { isNewer } from '../../shared/graph/document';
import { present, useEditor } from '../editor/editor';
import { Button } from '../ui/Button';
import { useMessages } from '../ui/language';
import { Tip } from '../ui/Tip';
import { message, notify } from '../ui/ui';
import { MESSAGES } from './messages';

/** Shows a notice that a later version wrote the document, and that saving keeps its unknown fields. */
export const sayNewer = (): void => notify({ tone: 'info', text: message(MESSAGES, 'newer') });

/** A mark beside the name of a document that a later version wrote. */
export function NewerMark() {
  const t = useMessages(MESSAGES);
  const newer = useEditor((state) => isNewer(present(state).document));
  if (!newer) return null;
  return (
    <Tip text={t('newer')}>
      <Button className="document-newer" kind="quiet" aria-label={t('newer')} onClick={sayNewer}>
        <FileClock size={14} />
      </Button>
    </Tip>
  );
}
