import type { Messages, Values } from '../../i18n/i18n';
import type { Context, Goal } from '../fixes/context';
import type { Fix } from '../fixes/fix';

/** An error prevents training; a warning means that training will go badly, or not as intended. */
export type Severity = 'error' | 'warning';

/** The code and values of a sentence that says where a problem comes from. */
export interface Because {
  readonly code: string;
  readonly values: Values;
}

/** A problem of a graph, with fixes. */
export interface Problem {
  readonly graph: string;
  /** The node at fault; `undefined` for a problem of the whole graph. */
  readonly node: string | undefined;
  /** The node's kind, which may have the message. */
  readonly kind: string | undefined;
  readonly code: string;
  readonly severity: Severity;
  /** The parameter at fault, or the training setting as training.loss. */
  readonly param: string | undefined;
  readonly values: Values;
  /** At most eight, the likeliest first. Each was tried: it removes the problem and adds no error. */
  readonly fixes: readonly Fix[];
  /** The cause, if it is known: it is found with the fixes. */
  readonly because?: Because;
  /** The number of further problems of this code that are not listed; 0 by default. */
  readonly more?: number;
}

/** A problem as a rule finds it, before fixes are searched and tried. */
export interface Finding<Code extends string = string> {
  readonly node?: string;
  readonly code: Code;
  readonly severity?: Severity;
  readonly param?: string | undefined;
  /** The values of its message; a function if they are expensive, called only for listed problems. */
  readonly values?: Values | (() => Values);
  /** The goal of a search for fixes. */
  readonly goal?: (context: Context, finding: Finding) => Goal;
  /** The rule's own fixes, the likeliest first, made lazily. */
  readonly proposals?: (context: Context, finding: Finding) => Iterable<Fix>;
  /** True for a consequence of another finding, which is not shown. A fix of the other may leave it. */
  readonly implied?: boolean;
}

/** One kind of problem: a function that finds it, and its messages. */
export interface Rule {
  find(context: Context): readonly Finding[];
  readonly words: Messages;
}
