import { CopyPlus } from 'lucide-react';
import { duplicate } from '../documents/graph-tabs/actions';
import type { Command } from '../ui/command';

/** Copies the graph in view. */
export const duplicateGraphCommand: Command = {
  id: 'graph.duplicate',
  title: { en: 'Duplicate graph', es: 'Duplicar grafo' },
  icon: CopyPlus,
  run: () => duplicate(),
};
