import { Cable } from 'lucide-react';
import { canvas } from '../editor/controller';
import type { Command } from '../ui/command';
import { selectedNodes } from './selection';

/** Wires the selected layer to another, found by name. */
export const connectLayer: Command = {
  id: 'layer.connect',
  title: { en: 'Wire to…', es: 'Conectar con…' },
  icon: Cable,
  shortcuts: ['C'],
  enabled: () => selectedNodes().length === 1,
  run: () => {
    const [node] = selectedNodes();
    if (node !== undefined) canvas()?.connect(node);
  },
};
