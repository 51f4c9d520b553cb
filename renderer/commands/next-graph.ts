import { ArrowRight } from 'lucide-react';
import { showNeighbour } from '../documents/graph-tabs/actions';
import { editor, present } from '../editor/editor';
import type { Command } from '../ui/command';

/** Shows the next graph of the document. */
export const nextGraph: Command = {
  id: 'graph.next',
  title: { en: 'Next graph', es: 'Grafo siguiente' },
  icon: ArrowRight,
  shortcuts: ['Mod+]', 'Mod+PageDown'],
  enabled: () => present(editor.getState()).document.graphs.length > 1,
  run: () => showNeighbour(1),
};
