import { LENGTHS } from '../../shared/graph/document';
import { setNotes } from '../../shared/graph/edits/document-edits';
import { change, endStep, present, useEditor } from '../editor/editor';
import { Dialog } from '../ui/Dialog';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** The notes of the document. */
export function NotesDialog() {
  const t = useMessages(MESSAGES);
  const notes = useEditor((state) => present(state).document.notes);
  return (
    <Dialog name="notes" title={t('notes')} size="medium">
      <textarea
        className="field dialog-text"
        aria-label={t('notes')}
        placeholder={t('notes.empty')}
        rows={14}
        maxLength={LENGTHS.text}
        value={notes}
        onChange={({ currentTarget }) =>
          change((document) => ({ document: setNotes(document, currentTarget.value) }), { merge: 'notes' })
        }
        onBlur={endStep}
      />
    </Dialog>
  );
}
