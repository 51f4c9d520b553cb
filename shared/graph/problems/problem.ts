import type { Messages, Values } from '../../i18n/i18n';
import type { Context, Goal } from '../fixes/context';
import type { Fix } from '../fixes/fix';

/** An error keeps a graph from being trained; a warning says that it will learn badly, or not what was meant. */
export type Severity = 'error' | 'warning';

/** Something wrong in a graph, with what would mend it. */
export interface Problem {
  readonly graph: string;
  /** The node that it is at; `undefined` where it is the graph's as a whole. */
  readonly node: string | undefined;
  /** That node's kind, whose words may be needed to say what is wrong. */
  readonly kind: string | undefined;
  readonly code: string;
  readonly severity: Severity;
  /** The parameter at fault, or the training setting as training.loss. */
  readonly param: string | undefined;
  readonly values: Values;
  /** Smallest change first. Each was tried: it removes the problem and brings no new error. */
  readonly fixes: readonly Fix[];
  /** The number of further problems of this code that are not listed; none where it is left out. */
  readonly more?: number;
}

/** A problem as a rule finds it. Its fixes are still to be tried, and those that a search can find are still to be found. */
export interface Finding<Code extends string = string> {
  readonly node?: string;
  readonly code: Code;
  readonly severity?: Severity;
  readonly param?: string | undefined;
  /** The values of its words; made only for a problem that is listed where they take work. */
  readonly values?: Values | (() => Values);
  /** The goal of a search for fixes. */
  readonly goal?: (context: Context, finding: Finding) => Goal;
  /** Makes the fixes that the rule itself proposes, likeliest first: one by one, and only where fixes are wanted. */
  readonly proposals?: (context: Context, finding: Finding) => Iterable<Fix>;
  /** A consequence of another finding, which is not shown beside it. A fix of the other may leave it. */
  readonly implied?: boolean;
}

/** One kind of mistake: how it is found, and its words. */
export interface Rule {
  find(context: Context): readonly Finding[];
  readonly words: Messages;
}
