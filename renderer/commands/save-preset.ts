import { BookmarkPlus } from 'lucide-react';
import { showDialog } from '../app/ui';
import type { Command } from './command';

/** Keeps the document among the user’s presets. */
export const savePreset: Command = {
  id: 'file.savePreset',
  title: { en: 'Save as preset…', es: 'Guardar como preajuste…' },
  icon: BookmarkPlus,
  run: () => showDialog('savePreset'),
};
