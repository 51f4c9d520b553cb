import { BookmarkPlus } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Saves the document as a preset. */
export const savePreset: Command = {
  id: 'file.savePreset',
  title: { en: 'Save as preset…', es: 'Guardar como preajuste…' },
  icon: BookmarkPlus,
  run: () => showDialog('savePreset'),
};
