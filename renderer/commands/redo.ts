import { Redo2 } from 'lucide-react';
import { editor, redoStep } from '../editor/editor';
import type { Command } from '../ui/command';

/** Redoes one step. */
export const redoCommand: Command = {
  id: 'edit.redo',
  title: { en: 'Redo', es: 'Rehacer' },
  icon: Redo2,
  shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
  enabled: () => editor.getState().history.future.length > 0,
  run: redoStep,
};
