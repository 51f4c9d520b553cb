import type { Lang } from '../../../shared/i18n/i18n';

/** Formats a loss at an axis, without trailing zeros. */
export function axisLoss(value: number, percent: boolean, lang: Lang): string {
  const shown = percent ? 100 * value : value;
  return `${new Intl.NumberFormat(lang, { maximumSignificantDigits: 3 }).format(shown)}${percent ? ' %' : ''}`;
}
