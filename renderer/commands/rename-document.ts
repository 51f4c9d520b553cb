import { FilePen } from 'lucide-react';
import { renameDocumentInPlace } from '../documents/DocumentName';
import type { Command } from '../ui/command';

/** Edits the name of the document in place. */
export const renameDocumentCommand: Command = {
  id: 'file.rename',
  title: { en: 'Rename document', es: 'Cambiar nombre del documento' },
  icon: FilePen,
  run: () => renameDocumentInPlace(true),
};
