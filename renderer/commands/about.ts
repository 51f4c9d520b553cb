import { Info } from 'lucide-react';
import { showDialog } from '../app/ui';
import type { Command } from './command';

/** Says what this is, and of which version. */
export const about: Command = {
  id: 'help.about',
  title: { en: 'About Patchbay', es: 'Acerca de Patchbay' },
  icon: Info,
  run: () => showDialog('about'),
};
