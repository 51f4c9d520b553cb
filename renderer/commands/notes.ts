import { NotebookText } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Shows the notes of the document. */
export const documentNotes: Command = {
  id: 'file.notes',
  title: { en: 'Notes of the document…', es: 'Notas del documento…' },
  icon: NotebookText,
  run: () => showDialog('notes'),
};
