import { Files } from 'lucide-react';
import { documents } from '../documents/documents';
import type { Command } from '../ui/command';

/** Goes on with a copy of the document that is in no file. */
export const duplicateDocument: Command = {
  id: 'file.duplicate',
  title: { en: 'Duplicate document', es: 'Duplicar documento' },
  icon: Files,
  run: () => documents().duplicate(),
};
