import { CalendarPlus } from 'lucide-react';
import { showDialog } from '../app/ui';
import { useRuns } from '../runs/runs';
import type { Command } from './command';

/** Lets the run in view go on for more epochs. */
export const moreEpochs: Command = {
  id: 'train.epochs',
  title: { en: 'More epochs…', es: 'Más épocas…' },
  icon: CalendarPlus,
  enabled: () => useRuns.getState().view !== undefined,
  run: () => showDialog('moreEpochs'),
};
