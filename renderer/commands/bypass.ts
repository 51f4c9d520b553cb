import { CircleSlash } from 'lucide-react';
import { edit, editor, graphInView } from '../editor/editor';
import type { Command } from '../ui/command';
import { hasSelection, selectedNodes } from './selection';

/** Bypasses the selected layers, or restores them if all are bypassed. */
export const bypass: Command = {
  id: 'layer.bypass',
  title: { en: 'Bypass or restore', es: 'Omitir o restaurar' },
  keywords: { en: 'skip disable', es: 'saltar desactivar' },
  icon: CircleSlash,
  shortcuts: ['Mod+B'],
  enabled: hasSelection,
  run: () => {
    const graph = graphInView(editor.getState());
    const nodes = selectedNodes();
    const bypassed = !nodes.every((id) => graph.nodes[id]?.bypassed);
    edit(nodes.map((node) => ({ type: 'bypass', node, bypassed })));
  },
};
