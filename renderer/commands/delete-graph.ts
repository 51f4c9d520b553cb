import { Trash } from 'lucide-react';
import { editor, present } from '../editor/editor';
import { deleteGraph } from '../graphs/actions';
import type { Command } from './command';

/** Takes the graph in view out of the document. */
export const deleteGraphCommand: Command = {
  id: 'graph.delete',
  title: { en: 'Delete graph', es: 'Eliminar grafo' },
  icon: Trash,
  enabled: () => present(editor.getState()).document.graphs.length > 1,
  run: () => deleteGraph(),
};
