import { editor, graphInView, select } from '../editor/editor';
import type { Command } from '../ui/command';

/** Selects every layer of the graph in view. */
export const selectAll: Command = {
  id: 'edit.selectAll',
  title: { en: 'Select all', es: 'Seleccionar todo' },
  shortcuts: ['Mod+A'],
  run: () => select({ nodes: Object.keys(graphInView(editor.getState()).nodes) }),
};
