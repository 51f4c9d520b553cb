import { Trash2 } from 'lucide-react';
import type { Edit } from '../../shared/graph/edit';
import { edit, editor, present } from '../editor/editor';
import type { Command } from './command';

const selection = () => present(editor.getState()).selection;

/** Takes away what is selected: wires, and layers, whose neighbours are joined. */
export const deleteSelection: Command = {
  id: 'edit.delete',
  title: { en: 'Delete', es: 'Eliminar' },
  icon: Trash2,
  shortcuts: ['Delete', 'Backspace'],
  enabled: () => selection().nodes.length + selection().edges.length > 0,
  run: () => {
    const { nodes, edges } = selection();
    const wires = edges.map((edge): Edit => ({ type: 'disconnect', edge }));
    edit(nodes.length > 0 ? [...wires, { type: 'remove', nodes }] : wires);
  },
};
