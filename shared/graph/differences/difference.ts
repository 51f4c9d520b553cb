import { type Lang, lookUp, translate, type Values } from '../../i18n/i18n';
import { DIFFERENCE_WORDS, type DifferenceCode } from './messages';

/** One thing in which two graphs, or two documents, differ. */
export interface Difference {
  readonly code: DifferenceCode;
  readonly values: Values;
  /** The node that it is about, in the later graph; in the earlier one where it is gone. */
  readonly node?: string;
  /** The graph that it is about, where documents are compared. */
  readonly graph?: string;
}

/** A difference as a phrase. */
export function differenceText({ code, values }: Difference, lang: Lang): string {
  return translate(DIFFERENCE_WORDS, code, values, lang);
}

/** A difference in the fewest words, for where it is plain which layer it is of: `rate 0.2 → 0`. */
export function differenceMark(difference: Difference, lang: Lang): string {
  return lookUp(DIFFERENCE_WORDS, `${difference.code}.mark`, difference.values, lang) ?? differenceText(difference, lang);
}
