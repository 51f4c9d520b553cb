import { Play } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Opens the dialog that starts training. */
export const trainCommand: Command = {
  id: 'train.start',
  title: { en: 'Train…', es: 'Entrenar…' },
  icon: Play,
  shortcuts: ['Mod+Enter'],
  run: () => showDialog('train'),
};
