import { FilePen } from 'lucide-react';
import { renameDocumentInPlace } from '../documents/DocumentName';
import type { Command } from '../ui/command';

/** Lets the name of the document be typed in its place. */
export const renameDocumentCommand: Command = {
  id: 'file.rename',
  title: { en: 'Rename document', es: 'Cambiar nombre del documento' },
  icon: FilePen,
  run: () => renameDocumentInPlace(true),
};
