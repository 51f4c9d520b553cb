import { PanelBottom } from 'lucide-react';
import type { Command } from '../ui/command';
import { useUi } from '../ui/ui';

/** Shows or hides the dock. */
export const toggleDock: Command = {
  id: 'view.dock',
  title: { en: 'Show or hide the training views', es: 'Mostrar u ocultar las vistas del entrenamiento' },
  keywords: { en: 'dock curves', es: 'curvas' },
  icon: PanelBottom,
  shortcuts: ['Mod+J'],
  run: () => useUi.setState(({ dockOpen }) => ({ dockOpen: !dockOpen })),
};
