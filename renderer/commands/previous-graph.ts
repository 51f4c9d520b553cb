import { ArrowLeft } from 'lucide-react';
import { editor, present } from '../editor/editor';
import { showNeighbour } from '../graphs/actions';
import type { Command } from './command';

/** Shows the previous graph of the document. */
export const previousGraph: Command = {
  id: 'graph.previous',
  title: { en: 'Previous graph', es: 'Grafo anterior' },
  icon: ArrowLeft,
  shortcuts: ['Mod+[', 'Mod+PageUp'],
  enabled: () => present(editor.getState()).document.graphs.length > 1,
  run: () => showNeighbour(-1),
};
