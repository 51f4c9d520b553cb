import { TextCursorInput } from 'lucide-react';
import { renameInTab } from '../documents/graph-tabs/actions';
import { editor, graphInView } from '../editor/editor';
import type { Command } from '../ui/command';

/** Edits the name of the graph in view in its tab. */
export const renameGraphCommand: Command = {
  id: 'graph.rename',
  title: { en: 'Rename graph', es: 'Cambiar nombre del grafo' },
  icon: TextCursorInput,
  run: () => renameInTab(graphInView(editor.getState()).id),
};
