import { GitBranch } from 'lucide-react';
import { makeVariant } from '../documents/graph-tabs/actions';
import type { Command } from '../ui/command';

/** Duplicates the graph in view as a variant, named after its differences. */
export const makeVariantCommand: Command = {
  id: 'graph.variant',
  title: { en: 'Duplicate as variant', es: 'Duplicar como variante' },
  keywords: { en: 'copy compare', es: 'copia comparar' },
  icon: GitBranch,
  shortcuts: ['Mod+Shift+D'],
  run: () => makeVariant(),
};
