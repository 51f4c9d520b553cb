import { LENGTHS } from '../../shared/graph/document';
import { setNotes } from '../../shared/graph/edits/document-edits';
import { change, endStep, present, useEditor } from '../editor/editor';
import { Dialog } from '../ui/Dialog';
import { useWords } from '../ui/language';
import { WORDS } from './messages';

/** The notes of the document: what its author wants to be known of it. */
export function NotesDialog() {
  const say = useWords(WORDS);
  const notes = useEditor((state) => present(state).document.notes);
  return (
    <Dialog name="notes" title={say('notes')} size="medium">
      <textarea
        className="field dialog-text"
        aria-label={say('notes')}
        placeholder={say('notes.empty')}
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
