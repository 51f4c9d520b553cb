import { PenLine } from 'lucide-react';
import { canvas } from '../editor/controller';
import type { Command } from '../ui/command';
import { selectedNodes } from './selection';

/** Edits the name of the selected layer in place. */
export const rename: Command = {
  id: 'layer.rename',
  title: { en: 'Rename', es: 'Cambiar nombre' },
  keywords: { en: 'layer name', es: 'capa nombre' },
  icon: PenLine,
  shortcuts: ['F2'],
  enabled: () => selectedNodes().length === 1,
  run: () => {
    const [node] = selectedNodes();
    if (node !== undefined) canvas()?.rename(node);
  },
};
