import { LENGTHS } from '../../shared/graph/document';
import { edit, endStep, graphInView, useEditor } from '../editor/editor';
import { Button } from '../ui/Button';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** A note on the canvas: its text. */
export function NotePanel({ index }: { readonly index: number }) {
  const t = useMessages(MESSAGES);
  const text = useEditor((state) => graphInView(state).annotations[index]?.text ?? '');
  return (
    <div className="side-panel">
      <label className="side-note">
        <span>{t('note')}</span>
        <textarea
          className="field"
          rows={8}
          maxLength={LENGTHS.text}
          value={text}
          onChange={({ currentTarget }) =>
            edit([{ type: 'annotation', index, text: currentTarget.value }], { merge: `annotation:${index}` })
          }
          onBlur={endStep}
        />
      </label>
      <Button onClick={() => edit([{ type: 'removeAnnotation', index }])}>{t('note.remove')}</Button>
    </div>
  );
}
