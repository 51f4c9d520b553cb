import { FileText } from 'lucide-react';
import { openReport } from '../reports/report';
import { useRuns } from '../runs/runs';
import type { Command } from './command';

/** Makes a page of chosen runs, to be given away. */
export const reportCommand: Command = {
  id: 'train.report',
  title: { en: 'Report of runs…', es: 'Informe de ejecuciones…' },
  icon: FileText,
  enabled: () => useRuns.getState().view !== undefined,
  run: () => openReport(),
};
