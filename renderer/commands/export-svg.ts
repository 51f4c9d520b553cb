import { ImageDown } from 'lucide-react';
import { saveGraphFigure } from '../documents/export/share';
import type { Command } from '../ui/command';

/** Saves the graph as an SVG image. */
export const exportSvg: Command = {
  id: 'file.exportSvg',
  title: { en: 'Picture of the graph (SVG)…', es: 'Imagen del grafo (SVG)…' },
  keywords: { en: 'export figure paper', es: 'exportar figura artículo' },
  icon: ImageDown,
  run: () => saveGraphFigure('svg'),
};
