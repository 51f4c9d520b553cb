import { type Difference, differenceText } from '../../shared/graph/differences/index';
import type { Lang } from '../../shared/i18n/i18n';
import type { Translate } from '../ui/language';

/** The changes of a layer in a variant, as a sentence. */
export function changesText(differences: readonly Difference[], t: Translate<'changed'>, lang: Lang): string {
  return t('changed', { differences: differences.map((difference) => differenceText(difference, lang)).join(', ') });
}
