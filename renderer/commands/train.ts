import { Play } from 'lucide-react';
import { showDialog } from '../app/ui';
import type { Command } from './command';

/** Looks at what is to be trained and how long it takes, and begins. */
export const trainCommand: Command = {
  id: 'train.start',
  title: { en: 'Train…', es: 'Entrenar…' },
  icon: Play,
  shortcuts: ['Mod+Enter'],
  run: () => showDialog('train'),
};
