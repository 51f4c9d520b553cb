import { ScrollText } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Shows the log of errors. */
export const showLog: Command = {
  id: 'help.log',
  title: { en: 'Show the log', es: 'Mostrar el registro' },
  keywords: { en: 'logs errors', es: 'registros errores' },
  icon: ScrollText,
  run: () => showDialog('log'),
};
