import { Unlink } from 'lucide-react';
import { edit, editor, graphInView } from '../editor/editor';
import type { Command } from '../ui/command';
import { selectedNodes } from './selection';

/** The wires into what is selected. */
function inputs(): readonly string[] {
  const chosen = new Set(selectedNodes());
  return graphInView(editor.getState())
    .edges.filter(({ to }) => chosen.has(to))
    .map(({ id }) => id);
}

/** Takes the wires into the selected layers away. */
export const disconnectInputs: Command = {
  id: 'layer.disconnect',
  title: { en: 'Disconnect inputs', es: 'Desconectar entradas' },
  icon: Unlink,
  shortcuts: ['Shift+C'],
  enabled: () => inputs().length > 0,
  run: () => edit(inputs().map((edge) => ({ type: 'disconnect', edge }))),
};
