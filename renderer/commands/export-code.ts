import { FileCode2 } from 'lucide-react';
import { exporterLabels } from '../../shared/export/index';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Shows the graph as a training script. */
export const exportCode: Command = {
  id: 'file.exportCode',
  title: { en: `Export as ${exporterLabels('en')}…`, es: `Exportar a ${exporterLabels('es')}…` },
  keywords: { en: 'python script code', es: 'script código' },
  icon: FileCode2,
  shortcuts: ['Mod+E'],
  run: () => showDialog('export'),
};
