import { Maximize } from 'lucide-react';
import { canvas } from '../editor/controller';
import type { Command } from '../ui/command';

/** Fits the whole graph into the view. */
export const fitView: Command = {
  id: 'view.fit',
  title: { en: 'Fit to view', es: 'Ajustar a la vista' },
  keywords: { en: 'zoom all', es: 'zoom todo' },
  icon: Maximize,
  shortcuts: ['Shift+1'],
  run: () => canvas()?.fit(),
};
