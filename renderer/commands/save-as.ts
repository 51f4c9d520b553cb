import { documents } from '../documents/documents';
import type { Command } from '../ui/command';

/** Asks for another file and saves the document to it. */
export const saveFileAs: Command = {
  id: 'file.saveAs',
  title: { en: 'Save as…', es: 'Guardar como…' },
  shortcuts: ['Mod+Shift+S'],
  run: () => documents().saveAs(),
};
