import { ZoomIn } from 'lucide-react';
import { canvas } from '../editor/controller';
import type { Command } from '../ui/command';
import { hasSelection } from './selection';

/** Zooms to the selection. */
export const zoomToSelection: Command = {
  id: 'view.zoomToSelection',
  title: { en: 'Zoom to selection', es: 'Acercar a la selección' },
  icon: ZoomIn,
  shortcuts: ['Shift+2'],
  enabled: () => hasSelection(),
  run: () => canvas()?.zoomToSelection(),
};
