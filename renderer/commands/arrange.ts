import { LayoutGrid } from 'lucide-react';
import { arranged } from '../canvas/layout';
import { canvas } from '../editor/controller';
import { edit, editor, graphInView } from '../editor/editor';
import type { Command } from '../ui/command';

/** Arranges the layers in rows, in the order of their wires. */
export const arrange: Command = {
  id: 'graph.arrange',
  title: { en: 'Arrange', es: 'Ordenar' },
  keywords: { en: 'auto layout', es: 'disposición automática' },
  icon: LayoutGrid,
  shortcuts: ['Mod+Shift+L'],
  run: () => {
    edit([{ type: 'moveMany', positions: arranged(graphInView(editor.getState())) }]);
    requestAnimationFrame(() => canvas()?.fit());
  },
};
