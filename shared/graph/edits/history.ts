/** A state with its undo and redo stacks. Immutable. */
export interface History<T extends object> {
  /** Oldest first. */
  readonly past: readonly T[];
  readonly present: T;
  /** The states that redo returns to, the next one first. */
  readonly future: readonly T[];
  /** The merge key of the last step: a step with the same key is merged into it. */
  readonly merge?: string | undefined;
}

/** A new history. */
export function begin<T extends object>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/**
 * Records a step. Consecutive steps with the same `merge` key are one step, such as a drag or a value while it is typed. The redo stack
 * is cleared. A step to the current state is ignored.
 */
export function record<T extends object>(history: History<T>, next: T, { merge }: { readonly merge?: string } = {}): History<T> {
  if (next === history.present) return history;
  const merges = merge !== undefined && merge === history.merge && history.future.length === 0;
  return { past: merges ? history.past : [...history.past, history.present], present: next, future: [], merge };
}

/** Replaces the current state without recording a step, as for the selection. The redo stack is kept. */
export function revise<T extends object>(history: History<T>, present: T): History<T> {
  return present === history.present ? history : { ...history, present };
}

/** Ends a step: the next one is not merged into it. */
export function settle<T extends object>(history: History<T>): History<T> {
  return history.merge === undefined ? history : { ...history, merge: undefined };
}

/** Undoes one step; returns the same history if there is none. */
export function undo<T extends object>(history: History<T>): History<T> {
  const { past, present, future } = history;
  const last = past.at(-1);
  return last ? { past: past.slice(0, -1), present: last, future: [present, ...future] } : history;
}

/** Redoes one step; returns the same history if there is none. */
export function redo<T extends object>(history: History<T>): History<T> {
  const { past, present, future } = history;
  const [next, ...rest] = future;
  return next ? { past: [...past, present], present: next, future: rest } : history;
}
