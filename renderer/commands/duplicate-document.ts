import { Files } from 'lucide-react';
import { documents } from '../documents/documents';
import type { Command } from '../ui/command';

/** Continues with an unsaved copy of the document. */
export const duplicateDocument: Command = {
  id: 'file.duplicate',
  title: { en: 'Duplicate document', es: 'Duplicar documento' },
  icon: Files,
  run: () => documents().duplicate(),
};
