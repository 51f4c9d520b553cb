import { GitCompareArrows } from 'lucide-react';
import { useRuns } from '../editor/runs-store';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Shows the graph that the run in view trained. */
export const showRunGraph: Command = {
  id: 'train.graph',
  title: { en: 'Show the run’s graph', es: 'Mostrar el grafo de la ejecución' },
  icon: GitCompareArrows,
  enabled: () => useRuns.getState().view !== undefined,
  run: () => showDialog('runGraph'),
};
