import { Trash2 } from 'lucide-react';
import type { Edit } from '../../shared/graph/edits/edit';
import { edit, editor, graphInView, present } from '../editor/editor';
import type { Command } from '../ui/command';

const selection = () => present(editor.getState()).selection;

/** Deletes the selected wires, notes and layers; the neighbours of a deleted layer are wired together. */
export const deleteSelection: Command = {
  id: 'edit.delete',
  title: { en: 'Delete', es: 'Eliminar' },
  icon: Trash2,
  shortcuts: ['Delete', 'Backspace'],
  enabled: () => selection().nodes.length + selection().edges.length + selection().notes.length > 0,
  run: () => {
    const { nodes, edges, notes } = selection();
    // Box selection includes the wires of the layers, which are joined instead of deleted.
    const chosen = new Set(nodes);
    const wires = graphInView(editor.getState())
      .edges.filter(({ id, from, to }) => edges.includes(id) && !chosen.has(from) && !chosen.has(to))
      .map(({ id }): Edit => ({ type: 'disconnect', edge: id }));
    // From the last to the first, because later notes move up.
    const texts = [...notes].sort((a, b) => b - a).map((index): Edit => ({ type: 'removeAnnotation', index }));
    edit([...wires, ...texts, ...(nodes.length > 0 ? [{ type: 'remove', nodes } as const] : [])]);
  },
};
