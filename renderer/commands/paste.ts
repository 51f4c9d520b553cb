import { ClipboardPaste } from 'lucide-react';
import { pasteFromClipboard } from '../editor/clipboard';
import { canvas } from '../editor/controller';
import type { Command } from '../ui/command';

/** Pastes layers copied in this or another window. */
export const pasteNodes: Command = {
  id: 'edit.paste',
  title: { en: 'Paste', es: 'Pegar' },
  icon: ClipboardPaste,
  shortcuts: ['Mod+V'],
  run: () => pasteFromClipboard(canvas()?.pointer()),
};
