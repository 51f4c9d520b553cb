import { Scissors } from 'lucide-react';
import { copySelection } from '../editor/clipboard';
import { edit } from '../editor/editor';
import type { Command } from '../ui/command';
import { hasSelection, selectedNodes } from './selection';

/** Copies the selection as text, and deletes it. */
export const cutNodes: Command = {
  id: 'edit.cut',
  title: { en: 'Cut', es: 'Cortar' },
  icon: Scissors,
  shortcuts: ['Mod+X'],
  enabled: hasSelection,
  run: async () => {
    const nodes = selectedNodes();
    await copySelection();
    edit([{ type: 'remove', nodes }]);
  },
};
