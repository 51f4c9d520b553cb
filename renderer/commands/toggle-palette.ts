import { PanelLeft } from 'lucide-react';
import type { Command } from '../ui/command';
import { useUi } from '../ui/ui';

/** Shows or hides the palette. */
export const togglePalette: Command = {
  id: 'view.palette',
  title: { en: 'Show or hide the layers', es: 'Mostrar u ocultar las capas' },
  keywords: { en: 'palette', es: 'paleta' },
  icon: PanelLeft,
  run: () => useUi.setState(({ paletteOpen }) => ({ paletteOpen: !paletteOpen })),
};
