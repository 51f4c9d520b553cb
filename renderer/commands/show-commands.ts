import { Command as CommandIcon } from 'lucide-react';
import { showDialog } from '../app/ui';
import type { Command } from './command';

/** Opens the command palette. */
export const showCommands: Command = {
  id: 'help.commands',
  title: { en: 'All commands…', es: 'Todos los comandos…' },
  keywords: { en: 'palette', es: 'paleta' },
  icon: CommandIcon,
  shortcuts: ['Mod+K'],
  run: () => showDialog('commands'),
};
