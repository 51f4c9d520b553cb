import { Square } from 'lucide-react';
import { runningOf, useRuns } from '../editor/runs-store';
import { can } from '../runs/actions';
import type { Command } from '../ui/command';

/** Stops the current run at a checkpoint. */
export const stopRunCommand: Command = {
  id: 'train.stop',
  title: { en: 'Stop the run', es: 'Detener la ejecución' },
  icon: Square,
  enabled: () => runningOf(useRuns.getState()) !== undefined,
  run: () => {
    const run = runningOf(useRuns.getState());
    if (run) can.stop(run.id);
  },
};
