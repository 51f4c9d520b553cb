import { FileText } from 'lucide-react';
import { useRuns } from '../editor/runs-store';
import { openReport } from '../runs/reports/report';
import type { Command } from '../ui/command';

/** Creates a report of chosen runs. */
export const reportCommand: Command = {
  id: 'train.report',
  title: { en: 'Report of runs…', es: 'Informe de ejecuciones…' },
  icon: FileText,
  enabled: () => useRuns.getState().view !== undefined,
  run: () => openReport(),
};
