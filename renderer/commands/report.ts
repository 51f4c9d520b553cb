import { FileText } from 'lucide-react';
import { useRuns } from '../editor/runs-store';
import { openReport } from '../runs/reports/report';
import type { Command } from '../ui/command';

/** Makes a page of chosen runs, to be given away. */
export const reportCommand: Command = {
  id: 'train.report',
  title: { en: 'Report of runs…', es: 'Informe de ejecuciones…' },
  icon: FileText,
  enabled: () => useRuns.getState().view !== undefined,
  run: () => openReport(),
};
