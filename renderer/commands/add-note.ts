import { StickyNote } from 'lucide-react';
import { freePosition } from '../../shared/graph/placement';
import { editNoteInPlace, noteStep } from '../canvas/NoteNode';
import { canvas } from '../editor/controller';
import { edit, editor, graphInView, select } from '../editor/editor';
import type { Command } from '../ui/command';

/** The approximate size of a short note, in pixels. */
const NOTE_SIZE = { width: 216, height: 48 };

/** Adds a note to the canvas and edits its text. */
export const addNote: Command = {
  id: 'insert.note',
  title: { en: 'Add a note', es: 'Añadir una nota' },
  icon: StickyNote,
  shortcuts: ['N'],
  run: () => {
    const graph = graphInView(editor.getState());
    const index = graph.annotations.length;
    const position = freePosition(graph, canvas()?.pointer() ?? { x: 0, y: 0 }, NOTE_SIZE);
    if (!edit([{ type: 'annotate', text: '', position }], { merge: noteStep(index) })) return;
    select({ notes: [index] });
    editNoteInPlace(index);
  },
};
