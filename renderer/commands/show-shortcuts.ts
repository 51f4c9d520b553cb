import { Keyboard } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Shows all keyboard shortcuts. */
export const showShortcuts: Command = {
  id: 'help.shortcuts',
  title: { en: 'Keys', es: 'Teclas' },
  keywords: { en: 'shortcuts', es: 'atajos' },
  icon: Keyboard,
  shortcuts: ['?'],
  run: () => showDialog('shortcuts'),
};
