import { TextCursorInput } from 'lucide-react';
import { editor, graphInView } from '../editor/editor';
import { renameInTab } from '../graphs/actions';
import type { Command } from './command';

/** Lets the name of the graph in view be typed in its tab. */
export const renameGraphCommand: Command = {
  id: 'graph.rename',
  title: { en: 'Rename graph', es: 'Cambiar nombre del grafo' },
  icon: TextCursorInput,
  run: () => renameInTab(graphInView(editor.getState()).id),
};
