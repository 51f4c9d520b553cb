import { useCallback } from 'react';
import { type Lang, type Messages, translate, type Values } from '../../shared/i18n/i18n';
import { useUi } from './ui';

/** Translates a code into the window's language and fills in the values. */
export type Translate<Code extends string> = (code: Code, values?: Values) => string;

/** The window's language. */
export function useLang(): Lang {
  return useUi((ui) => ui.lang);
}

/** Translates codes of the messages into the window's language. */
export function useMessages<Code extends string>(messages: Messages<Code>): Translate<Code> {
  const lang = useLang();
  return useCallback((code, values = {}) => translate(messages, code, values, lang), [messages, lang]);
}

// Creating a formatter is slow, and numbers are formatted at every keystroke.
const grouped: Readonly<Record<Lang, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en', { useGrouping: 'always' }),
  es: new Intl.NumberFormat('es', { useGrouping: 'always' }),
};

/** Formats a number in the user's language: 18,193 or 18.193. */
export function formatNumber(value: number, lang: Lang): string {
  return grouped[lang].format(value);
}

/** Formats a count in three digits with prefix and unit: 2.19 MFLOP, 640 kFLOP, 812 FLOP. */
export function formatCount(value: number, lang: Lang, unit: string): string {
  const [divisor, prefix] = value >= 1e9 ? [1e9, 'G'] : value >= 1e6 ? [1e6, 'M'] : value >= 1e4 ? [1e3, 'k'] : [1, ''];
  const digits = { maximumSignificantDigits: divisor === 1 ? 9 : 3, useGrouping: 'always' } as const;
  return `${new Intl.NumberFormat(lang, digits).format(value / divisor)} ${prefix}${unit}`;
}

/** Formats bytes: 61 MB, 1.2 GB. */
export function formatBytes(bytes: number, lang: Lang): string {
  const [divisor, unit] = bytes >= 1e9 ? [1e9, 'GB'] : [1e6, 'MB'];
  return `${new Intl.NumberFormat(lang, { maximumSignificantDigits: 2 }).format(bytes / divisor)} ${unit}`;
}
