import { Play } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Looks at what is to be trained and how long it takes, and begins. */
export const trainCommand: Command = {
  id: 'train.start',
  title: { en: 'Train…', es: 'Entrenar…' },
  icon: Play,
  shortcuts: ['Mod+Enter'],
  run: () => showDialog('train'),
};
