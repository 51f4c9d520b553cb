import { Unplug } from 'lucide-react';
import { detachAt } from '../documents/graph-tabs/actions';
import type { Command } from '../ui/command';
import { selectedNodes } from './selection';

/** Copies everything up to the selected layer into a classifier, as a new graph. */
export const detachEncoder: Command = {
  id: 'graph.detach',
  title: { en: 'Detach as classifier', es: 'Separar como clasificador' },
  keywords: { en: 'encoder', es: 'codificador' },
  icon: Unplug,
  enabled: () => selectedNodes().length === 1,
  run: () => {
    const [node] = selectedNodes();
    return node === undefined ? undefined : detachAt(node);
  },
};
