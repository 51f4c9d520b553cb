import { FilePlus } from 'lucide-react';
import { documents } from '../documents/documents';
import type { Command } from '../ui/command';

/** Creates an empty document. */
export const newDocument: Command = {
  id: 'file.new',
  title: { en: 'New', es: 'Nuevo' },
  keywords: { en: 'document', es: 'documento' },
  icon: FilePlus,
  run: () => documents().create(),
};
