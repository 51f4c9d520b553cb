import { SunMoon } from 'lucide-react';
import type { Command } from '../ui/command';
import { useUi } from '../ui/ui';

/** Switches between light and dark. */
export const themeCommand: Command = {
  id: 'view.theme',
  title: { en: 'Light or dark', es: 'Claro u oscuro' },
  keywords: { en: 'theme appearance colours', es: 'tema aspecto colores' },
  icon: SunMoon,
  run: () => useUi.setState({ theme: document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark' }),
};
