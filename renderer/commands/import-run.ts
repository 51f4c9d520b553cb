import { FolderInput } from 'lucide-react';
import { chooseRunFolder } from '../runs/list/import';
import type { Command } from '../ui/command';

/** Takes the folder of a run that was made elsewhere among one’s own. */
export const importRunCommand: Command = {
  id: 'train.import',
  title: { en: 'Import a run…', es: 'Importar una ejecución…' },
  icon: FolderInput,
  run: () => chooseRunFolder(),
};
