import { ImageDown } from 'lucide-react';
import { saveGraphFigure } from '../documents/export/share';
import type { Command } from '../ui/command';

/** Saves the graph as a PNG image. */
export const exportPng: Command = {
  id: 'file.exportPng',
  title: { en: 'Picture of the graph (PNG)…', es: 'Imagen del grafo (PNG)…' },
  keywords: { en: 'export figure paper', es: 'exportar figura artículo' },
  icon: ImageDown,
  run: () => saveGraphFigure('png'),
};
