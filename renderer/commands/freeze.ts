import { Snowflake } from 'lucide-react';
import { edit, editor, graphInView } from '../editor/editor';
import type { Command } from '../ui/command';
import { hasSelection, selectedNodes } from './selection';

/** Freezes the selected layers, or unfreezes them if all are frozen. */
export const freeze: Command = {
  id: 'layer.freeze',
  title: { en: 'Freeze or unfreeze', es: 'Congelar o descongelar' },
  icon: Snowflake,
  shortcuts: ['Mod+Shift+F'],
  enabled: hasSelection,
  run: () => {
    const graph = graphInView(editor.getState());
    const nodes = selectedNodes();
    const frozen = !nodes.every((id) => graph.nodes[id]?.frozen);
    edit([{ type: 'freeze', nodes, frozen }]);
  },
};
