import { FilePlus2 } from 'lucide-react';
import { newGraph } from '../graphs/actions';
import type { Command } from './command';

/** Adds an empty graph to the document. */
export const newGraphCommand: Command = {
  id: 'graph.new',
  title: { en: 'New graph', es: 'Grafo nuevo' },
  icon: FilePlus2,
  run: () => newGraph(),
};
