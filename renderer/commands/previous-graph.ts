import { ArrowLeft } from 'lucide-react';
import { showNeighbour } from '../documents/graph-tabs/actions';
import { editor, present } from '../editor/editor';
import type { Command } from '../ui/command';

/** Shows the previous graph of the document. */
export const previousGraph: Command = {
  id: 'graph.previous',
  title: { en: 'Previous graph', es: 'Grafo anterior' },
  icon: ArrowLeft,
  shortcuts: ['Mod+[', 'Mod+PageUp'],
  enabled: () => present(editor.getState()).document.graphs.length > 1,
  run: () => showNeighbour(-1),
};
