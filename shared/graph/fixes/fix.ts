import type { Values } from '../../i18n/i18n';
import type { Edit } from '../edits/edit';
import type { FixCode } from './messages';

/** One way to mend a problem: edits of its graph, and the code and values of the words for them. */
export interface Fix {
  readonly code: FixCode;
  readonly values: Values;
  readonly edits: readonly Edit[];
}
