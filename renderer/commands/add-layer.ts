import { Plus } from 'lucide-react';
import { canvas } from '../editor/controller';
import type { Command } from '../ui/command';

/** Opens the layer search at the center of the canvas. */
export const addLayer: Command = {
  id: 'insert.layer',
  title: { en: 'Add a layer…', es: 'Añadir una capa…' },
  icon: Plus,
  shortcuts: ['/'],
  run: () => canvas()?.search(),
};
