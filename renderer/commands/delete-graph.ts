import { Trash } from 'lucide-react';
import { deleteGraph } from '../documents/graph-tabs/actions';
import { editor, present } from '../editor/editor';
import type { Command } from '../ui/command';

/** Deletes the graph in view. */
export const deleteGraphCommand: Command = {
  id: 'graph.delete',
  title: { en: 'Delete graph', es: 'Eliminar grafo' },
  icon: Trash,
  enabled: () => present(editor.getState()).document.graphs.length > 1,
  run: () => deleteGraph(),
};
