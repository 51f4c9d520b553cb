import { PanelBottom } from 'lucide-react';
import { useUi } from '../app/ui';
import type { Command } from './command';

/** Shows or hides what is seen of training. */
export const toggleDock: Command = {
  id: 'view.dock',
  title: { en: 'Show or hide the training views', es: 'Mostrar u ocultar las vistas del entrenamiento' },
  keywords: { en: 'dock curves', es: 'curvas' },
  icon: PanelBottom,
  shortcuts: ['Mod+J'],
  run: () => useUi.setState(({ dockOpen }) => ({ dockOpen: !dockOpen })),
};
