import { Pause } from 'lucide-react';
import { runningOf, useRuns } from '../editor/runs-store';
import { can } from '../runs/actions';
import type { Command } from '../ui/command';

/** Pauses or resumes the current run. */
export const pauseRunCommand: Command = {
  id: 'train.pause',
  title: { en: 'Pause or resume the run', es: 'Pausar o reanudar la ejecución' },
  icon: Pause,
  enabled: () => runningOf(useRuns.getState()) !== undefined,
  run: () => {
    const run = runningOf(useRuns.getState());
    if (run) (run.status === 'paused' ? can.resume : can.pause)(run.id);
  },
};
