import { CalendarPlus } from 'lucide-react';
import { useRuns } from '../editor/runs-store';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Continues the run in view for more epochs. */
export const moreEpochs: Command = {
  id: 'train.epochs',
  title: { en: 'More epochs…', es: 'Más épocas…' },
  icon: CalendarPlus,
  enabled: () => useRuns.getState().view !== undefined,
  run: () => showDialog('moreEpochs'),
};
