import type { Values } from '../../i18n/i18n';
import type { Edit } from '../edits/edit';

/** One way to mend a problem: edits of its graph, and the code and values of the words for them. */
export interface Fix {
  readonly code: string;
  readonly values: Values;
  readonly edits: readonly Edit[];
}
