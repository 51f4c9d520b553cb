import { GitBranch } from 'lucide-react';
import { makeVariant } from '../documents/graph-tabs/actions';
import type { Command } from '../ui/command';

/** Copies the graph in view as a variant, which is called by what differs. */
export const makeVariantCommand: Command = {
  id: 'graph.variant',
  title: { en: 'Duplicate as variant', es: 'Duplicar como variante' },
  keywords: { en: 'copy compare', es: 'copia comparar' },
  icon: GitBranch,
  shortcuts: ['Mod+Shift+D'],
  run: () => makeVariant(),
};
