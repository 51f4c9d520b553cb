import { type Difference, differenceText } from '../../shared/graph/differences/index';
import type { Lang } from '../../shared/i18n/i18n';
import type { Translate } from '../ui/language';

/** In what a layer differs from the original of a variant, as a sentence in the words of the canvas. */
export function changesText(differences: readonly Difference[], t: Translate<'changed'>, lang: Lang): string {
  return t('changed', { differences: differences.map((difference) => differenceText(difference, lang)).join(', ') });
}
