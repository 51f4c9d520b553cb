import type { Lang } from '../../../shared/i18n/i18n';

/** A loss at its axis, with no more digits than it needs. */
export function axisLoss(value: number, percent: boolean, lang: Lang): string {
  const shown = percent ? 100 * value : value;
  return `${new Intl.NumberFormat(lang, { maximumSignificantDigits: 3 }).format(shown)}${percent ? ' %' : ''}`;
}
