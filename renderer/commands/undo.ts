import { Undo2 } from 'lucide-react';
import { editor, undoStep } from '../editor/editor';
import type { Command } from '../ui/command';

/** Undoes one step. */
export const undoCommand: Command = {
  id: 'edit.undo',
  title: { en: 'Undo', es: 'Deshacer' },
  icon: Undo2,
  shortcuts: ['Mod+Z'],
  enabled: () => editor.getState().history.past.length > 0,
  run: undoStep,
};
