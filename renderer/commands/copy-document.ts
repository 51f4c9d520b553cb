import { ClipboardCopy } from 'lucide-react';
import { copyDocument } from '../documents/export/share';
import type { Command } from '../ui/command';

/** Copies the whole document to the clipboard, as text. */
export const copyDocumentCommand: Command = {
  id: 'file.copyText',
  title: { en: 'Copy document as text', es: 'Copiar documento como texto' },
  keywords: { en: 'share', es: 'compartir' },
  icon: ClipboardCopy,
  run: copyDocument,
};
