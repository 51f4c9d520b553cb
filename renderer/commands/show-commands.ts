import { Command as CommandIcon } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Opens the command palette. */
export const showCommands: Command = {
  id: 'help.commands',
  title: { en: 'All commands…', es: 'Todos los comandos…' },
  keywords: { en: 'palette', es: 'paleta' },
  icon: CommandIcon,
  shortcuts: ['Mod+K'],
  run: () => showDialog('commands'),
};
