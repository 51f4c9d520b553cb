import { NotebookText } from 'lucide-react';
import { showDialog } from '../app/ui';
import type { Command } from './command';

/** Shows the notes of the document. */
export const documentNotes: Command = {
  id: 'file.notes',
  title: { en: 'Notes of the document…', es: 'Notas del documento…' },
  icon: NotebookText,
  run: () => showDialog('notes'),
};
