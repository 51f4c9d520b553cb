import { StickyNote } from 'lucide-react';
import { canvas } from '../canvas/controller';
import { editNoteInPlace, noteStep } from '../canvas/NoteNode';
import { edit, editor, graphInView, select } from '../editor/editor';
import type { Command } from './command';

/** Puts a note on the canvas, for its text to be typed. */
export const addNote: Command = {
  id: 'insert.note',
  title: { en: 'Add a note', es: 'Añadir una nota' },
  icon: StickyNote,
  shortcuts: ['N'],
  run: () => {
    const index = graphInView(editor.getState()).annotations.length;
    const position = canvas()?.pointer() ?? { x: 0, y: 0 };
    if (!edit([{ type: 'annotate', text: '', position }], { merge: noteStep(index) })) return;
    select({ notes: [index] });
    editNoteInPlace(index);
  },
};
