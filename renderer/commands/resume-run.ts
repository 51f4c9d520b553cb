import { Play } from 'lucide-react';
import { isUnfinished, runOf, useRuns } from '../editor/runs-store';
import { can } from '../runs/actions';
import type { Command } from '../ui/command';

/** Goes on with the run in view from its last checkpoint. */
export const resumeRunCommand: Command = {
  id: 'train.resume',
  title: { en: 'Resume the run in view', es: 'Reanudar la ejecución a la vista' },
  icon: Play,
  enabled: () => {
    const run = inView();
    return run !== undefined && isUnfinished(run);
  },
  run: () => {
    const run = inView();
    if (run) can.resume(run.id);
  },
};

function inView() {
  const state = useRuns.getState();
  return runOf(state, state.view);
}
