import { useEffect } from 'react';
import { useUi } from './ui';

/** Applies the chosen theme, or the system's, to the page. Use once, at the root. */
export function useTheme(): void {
  const theme = useUi((ui) => ui.theme);
  const lang = useUi((ui) => ui.lang);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      document.documentElement.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
    };
    apply();
    dark.addEventListener('change', apply);
    return () => dark.removeEventListener('change', apply);
  }, [theme]);
  useEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);
}
