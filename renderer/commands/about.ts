import { Info } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Shows the product and its version. */
export const about: Command = {
  id: 'help.about',
  title: { en: 'About Patchbay', es: 'Acerca de Patchbay' },
  icon: Info,
  run: () => showDialog('about'),
};
