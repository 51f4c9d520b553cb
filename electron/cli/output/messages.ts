import { defineMessages, type Lang, translate } from '../../../shared/i18n/i18n';

/** Counted things. */
export const COUNTS = defineMessages({
  en: {
    '1.errors': '1 error',
    'n.errors': '{n} errors',
    '1.warnings': '1 warning',
    'n.warnings': '{n} warnings',
    '1.graphs': '1 graph',
    'n.graphs': '{n} graphs',
    '1.parameters': '1 parameter',
    'n.parameters': '{n} parameters',
    '1.threads': '1 thread',
    'n.threads': '{n} threads',
    '1.epochs': '1 epoch',
    'n.epochs': '{n} epochs',
  },
  es: {
    '1.errors': '1 error',
    'n.errors': '{n} errores',
    '1.warnings': '1 advertencia',
    'n.warnings': '{n} advertencias',
    '1.graphs': '1 grafo',
    'n.graphs': '{n} grafos',
    '1.parameters': '1 parámetro',
    'n.parameters': '{n} parámetros',
    '1.threads': '1 hilo',
    'n.threads': '{n} hilos',
    '1.epochs': '1 época',
    'n.epochs': '{n} épocas',
  },
});

type Thing = 'errors' | 'warnings' | 'graphs' | 'parameters' | 'threads' | 'epochs';

/** "1 error", "3 errors" */
export function countOf(thing: Thing, count: number, lang: Lang): string {
  return count === 1
    ? translate(COUNTS, `1.${thing}`, {}, lang)
    : translate(COUNTS, `n.${thing}`, { n: formatCount(count, lang) }, lang);
}

const formats = {
  en: new Intl.NumberFormat('en-US', { useGrouping: 'always' }),
  es: new Intl.NumberFormat('es-AR', { useGrouping: 'always' }),
};

/** A whole number with the thousands separator of the language: 18,193. */
export function formatCount(count: number, lang: Lang): string {
  return formats[lang].format(count);
}

/** 1 h 3 min, 4 min 20 s, 12 s */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole >= 3600) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  if (whole >= 60) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${whole} s`;
}

/** 91.30 %; empty if the share is not known. */
export function percent(share: number | undefined): string {
  return share === undefined ? '' : `${(100 * share).toFixed(2)} %`;
}
