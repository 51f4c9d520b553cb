import { ClipboardPaste } from 'lucide-react';
import { canvas } from '../canvas/controller';
import { pasteFromClipboard } from '../editor/clipboard';
import type { Command } from './command';

/** Pastes layers that were copied, here or in another window. */
export const pasteNodes: Command = {
  id: 'edit.paste',
  title: { en: 'Paste', es: 'Pegar' },
  icon: ClipboardPaste,
  shortcuts: ['Mod+V'],
  run: () => pasteFromClipboard(canvas()?.pointer()),
};
