import { Trash2 } from 'lucide-react';
import type { Edit } from '../../shared/graph/edits/edit';
import { edit, editor, graphInView, present } from '../editor/editor';
import type { Command } from '../ui/command';

const selection = () => present(editor.getState()).selection;

/** Takes away what is selected: wires, notes, and layers, whose neighbours are joined. */
export const deleteSelection: Command = {
  id: 'edit.delete',
  title: { en: 'Delete', es: 'Eliminar' },
  icon: Trash2,
  shortcuts: ['Delete', 'Backspace'],
  enabled: () => selection().nodes.length + selection().edges.length + selection().notes.length > 0,
  run: () => {
    const { nodes, edges, notes } = selection();
    // A box around layers selects their wires as well, which are joined and not taken away.
    const chosen = new Set(nodes);
    const wires = graphInView(editor.getState())
      .edges.filter(({ id, from, to }) => edges.includes(id) && !chosen.has(from) && !chosen.has(to))
      .map(({ id }): Edit => ({ type: 'disconnect', edge: id }));
    // The last first: those after one that goes move up.
    const texts = [...notes].sort((a, b) => b - a).map((index): Edit => ({ type: 'removeAnnotation', index }));
    edit([...wires, ...texts, ...(nodes.length > 0 ? [{ type: 'remove', nodes } as const] : [])]);
  },
};
