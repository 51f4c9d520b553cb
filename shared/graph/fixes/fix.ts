import type { Values } from '../../i18n/i18n';
import type { Edit } from '../edits/edit';
import type { FixCode } from './messages';

/** One way to fix a problem: edits of its graph, and the code and values of its label. */
export interface Fix {
  readonly code: FixCode;
  readonly values: Values;
  readonly edits: readonly Edit[];
}

/** A fix with its cost by `cost.ts`, before it is tried. */
export interface Priced {
  readonly fix: Fix;
  readonly cost: number;
}
