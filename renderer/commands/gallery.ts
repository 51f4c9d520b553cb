import { LayoutTemplate } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Shows the presets and the recent files. */
export const gallery: Command = {
  id: 'file.gallery',
  title: { en: 'Presets and recent files…', es: 'Preajustes y archivos recientes…' },
  keywords: { en: 'gallery examples', es: 'galería ejemplos' },
  icon: LayoutTemplate,
  shortcuts: ['Mod+Shift+O'],
  run: () => showDialog('gallery'),
};
