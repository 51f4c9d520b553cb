import { Keyboard } from 'lucide-react';
import { showDialog } from '../app/ui';
import type { Command } from './command';

/** Shows every key. */
export const showShortcuts: Command = {
  id: 'help.shortcuts',
  title: { en: 'Keys', es: 'Teclas' },
  keywords: { en: 'shortcuts', es: 'atajos' },
  icon: Keyboard,
  shortcuts: ['?'],
  run: () => showDialog('shortcuts'),
};
