import { ClipboardType } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Opens a document from text. */
export const openText: Command = {
  id: 'file.openText',
  title: { en: 'Open from text…', es: 'Abrir desde texto…' },
  icon: ClipboardType,
  run: () => showDialog('openText'),
};
