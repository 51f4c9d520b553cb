import { FileCode2 } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Shows the graph as a training script. */
export const exportCode: Command = {
  id: 'file.exportCode',
  title: { en: 'Export as PyTorch or Keras…', es: 'Exportar a PyTorch o Keras…' },
  keywords: { en: 'python script code', es: 'script código' },
  icon: FileCode2,
  shortcuts: ['Mod+E'],
  run: () => showDialog('export'),
};
