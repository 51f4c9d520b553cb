import { type Lang, lookUp, translate, type Values } from '../../i18n/i18n';
import { DIFFERENCE_WORDS, type DifferenceCode } from './messages';

/** One difference between two graphs or two documents. */
export interface Difference {
  readonly code: DifferenceCode;
  readonly values: Values;
  /** The node that it is about, in the later graph, or in the earlier one if it was removed. */
  readonly node?: string;
  /** The graph that it is about, if documents are compared. */
  readonly graph?: string;
}

/** A difference as a phrase. */
export function differenceText({ code, values }: Difference, lang: Lang): string {
  return translate(DIFFERENCE_WORDS, code, values, lang);
}

/** The short form of a difference, shown at its layer: `rate 0.2 → 0`. */
export function differenceMark(difference: Difference, lang: Lang): string {
  return lookUp(DIFFERENCE_WORDS, `${difference.code}.mark`, difference.values, lang) ?? differenceText(difference, lang);
}
