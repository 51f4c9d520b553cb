import { Repeat } from 'lucide-react';
import { useRuns } from '../editor/runs-store';
import { can } from '../runs/actions';
import type { Command } from '../ui/command';

/** Trains the run in view again; the same seed gives the same curve. */
export const runAgainCommand: Command = {
  id: 'train.again',
  title: { en: 'Run again', es: 'Ejecutar de nuevo' },
  icon: Repeat,
  enabled: () => useRuns.getState().view !== undefined,
  run: () => {
    const { view } = useRuns.getState();
    if (view !== undefined) can.again(view);
  },
};
