import { GitCompareArrows } from 'lucide-react';
import { showDialog } from '../app/ui';
import { useRuns } from '../runs/runs';
import type { Command } from './command';

/** Shows the graph that the run in view trained. */
export const showRunGraph: Command = {
  id: 'train.graph',
  title: { en: 'Show the run’s graph', es: 'Mostrar el grafo de la ejecución' },
  icon: GitCompareArrows,
  enabled: () => useRuns.getState().view !== undefined,
  run: () => showDialog('runGraph'),
};
