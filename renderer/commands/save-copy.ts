import { FileOutput } from 'lucide-react';
import { documents } from '../documents/documents';
import type { Command } from '../ui/command';

/** Saves a copy without changing the document's file. */
export const saveCopy: Command = {
  id: 'file.saveCopy',
  title: { en: 'Save a copy…', es: 'Guardar una copia…' },
  keywords: { en: 'share', es: 'compartir' },
  icon: FileOutput,
  run: () => documents().saveCopy(),
};
