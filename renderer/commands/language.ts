import { Languages } from 'lucide-react';
import type { Command } from '../ui/command';
import { useUi } from '../ui/ui';

/** Switches between English and Spanish. */
export const languageCommand: Command = {
  id: 'view.language',
  title: { en: 'En español', es: 'In English' },
  keywords: { en: 'language spanish', es: 'idioma inglés' },
  icon: Languages,
  run: () => useUi.setState(({ lang }) => ({ lang: lang === 'en' ? 'es' : 'en' })),
};
