import { ImageDown } from 'lucide-react';
import { savePicture } from '../documents/export/share';
import type { Command } from '../ui/command';

/** Saves the graph as a vector picture. */
export const exportSvg: Command = {
  id: 'file.exportSvg',
  title: { en: 'Picture of the graph (SVG)…', es: 'Imagen del grafo (SVG)…' },
  keywords: { en: 'export figure paper', es: 'exportar figura artículo' },
  icon: ImageDown,
  run: () => savePicture('svg'),
};
