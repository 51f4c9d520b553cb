import { FilePlus2 } from 'lucide-react';
import { newGraph } from '../documents/graph-tabs/actions';
import type { Command } from '../ui/command';

/** Adds an empty graph to the document. */
export const newGraphCommand: Command = {
  id: 'graph.new',
  title: { en: 'New graph', es: 'Grafo nuevo' },
  icon: FilePlus2,
  run: () => newGraph(),
};
