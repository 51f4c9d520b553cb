import { Save } from 'lucide-react';
import { documents } from '../documents/documents';
import type { Command } from '../ui/command';

/** Saves the document to its file. */
export const saveFile: Command = {
  id: 'file.save',
  title: { en: 'Save', es: 'Guardar' },
  icon: Save,
  shortcuts: ['Mod+S'],
  run: () => documents().save(),
};
