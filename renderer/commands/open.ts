import { FolderOpen } from 'lucide-react';
import { documents } from '../documents/documents';
import type { Command } from '../ui/command';

/** Asks for a document and opens it. */
export const openFile: Command = {
  id: 'file.open',
  title: { en: 'Open…', es: 'Abrir…' },
  icon: FolderOpen,
  shortcuts: ['Mod+O'],
  run: () => documents().open(),
};
