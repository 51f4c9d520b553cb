import { CalendarPlus } from 'lucide-react';
import { useRuns } from '../editor/runs-store';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Lets the run in view go on for more epochs. */
export const moreEpochs: Command = {
  id: 'train.epochs',
  title: { en: 'More epochs…', es: 'Más épocas…' },
  icon: CalendarPlus,
  enabled: () => useRuns.getState().view !== undefined,
  run: () => showDialog('moreEpochs'),
};
