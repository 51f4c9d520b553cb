import { FolderInput } from 'lucide-react';
import { chooseRunFolder } from '../runs/list/import';
import type { Command } from '../ui/command';

/** Imports the folder of a run. */
export const importRunCommand: Command = {
  id: 'train.import',
  title: { en: 'Import a run…', es: 'Importar una ejecución…' },
  icon: FolderInput,
  run: () => chooseRunFolder(),
};
