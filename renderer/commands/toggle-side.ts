import { PanelRight } from 'lucide-react';
import type { Command } from '../ui/command';
import { useUi } from '../ui/ui';

/** Shows or hides the details panel. */
export const toggleSide: Command = {
  id: 'view.side',
  title: { en: 'Show or hide the details', es: 'Mostrar u ocultar los detalles' },
  keywords: { en: 'inspector', es: 'inspector' },
  icon: PanelRight,
  run: () => useUi.setState(({ sideOpen }) => ({ sideOpen: !sideOpen })),
};
