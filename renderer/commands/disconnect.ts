import { Unlink } from 'lucide-react';
import { edit, editor, graphInView } from '../editor/editor';
import type { Command } from '../ui/command';
import { selectedNodes } from './selection';

/** The wires into the selected layers. */
function inputs(): readonly string[] {
  const chosen = new Set(selectedNodes());
  return graphInView(editor.getState())
    .edges.filter(({ to }) => chosen.has(to))
    .map(({ id }) => id);
}

/** Deletes the wires into the selected layers. */
export const disconnectInputs: Command = {
  id: 'layer.disconnect',
  title: { en: 'Disconnect inputs', es: 'Desconectar entradas' },
  icon: Unlink,
  shortcuts: ['Shift+C'],
  enabled: () => inputs().length > 0,
  run: () => edit(inputs().map((edge) => ({ type: 'disconnect', edge }))),
};
