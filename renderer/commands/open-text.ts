import { ClipboardType } from 'lucide-react';
import { showDialog } from '../app/ui';
import type { Command } from './command';

/** Opens a document that was sent as text. */
export const openText: Command = {
  id: 'file.openText',
  title: { en: 'Open from text…', es: 'Abrir desde texto…' },
  icon: ClipboardType,
  run: () => showDialog('openText'),
};
