import { LayoutTemplate } from 'lucide-react';
import { showDialog } from '../app/ui';
import type { Command } from './command';

/** Shows the presets and the recent files. */
export const gallery: Command = {
  id: 'file.gallery',
  title: { en: 'Presets and recent files…', es: 'Preajustes y archivos recientes…' },
  keywords: { en: 'gallery examples', es: 'galería ejemplos' },
  icon: LayoutTemplate,
  shortcuts: ['Mod+Shift+O'],
  run: () => showDialog('gallery'),
};
