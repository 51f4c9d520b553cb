/** A state with those before it and those that were undone. Nothing of it is ever changed in place. */
export interface History<T extends object> {
  /** Oldest first. */
  readonly past: readonly T[];
  readonly present: T;
  /** What redo brings back, the next one first. */
  readonly future: readonly T[];
  /** What the last step was recorded under: a further one under the same key belongs to it. */
  readonly merge?: string | undefined;
}

/** A history that begins. */
export function begin<T extends object>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/**
 * Makes a step. Steps that follow one another under the same `merge` key are one step: a drag, a value while it is typed. What was
 * undone is forgotten. A step to the present state is none.
 */
export function record<T extends object>(history: History<T>, next: T, { merge }: { readonly merge?: string } = {}): History<T> {
  if (next === history.present) return history;
  const merges = merge !== undefined && merge === history.merge && history.future.length === 0;
  return { past: merges ? history.past : [...history.past, history.present], present: next, future: [], merge };
}

/** Changes the present state without making a step: what is selected is not undone by itself. What was undone can still be redone. */
export function revise<T extends object>(history: History<T>, present: T): History<T> {
  return present === history.present ? history : { ...history, present };
}

/** Ends a step: the next one is another, whatever its key. */
export function settle<T extends object>(history: History<T>): History<T> {
  return history.merge === undefined ? history : { ...history, merge: undefined };
}

/** Goes back one step; the same history where there is none. */
export function undo<T extends object>(history: History<T>): History<T> {
  const { past, present, future } = history;
  const last = past.at(-1);
  return last ? { past: past.slice(0, -1), present: last, future: [present, ...future] } : history;
}

/** Goes forward one step that was undone; the same history where there is none. */
export function redo<T extends object>(history: History<T>): History<T> {
  const { past, present, future } = history;
  const [next, ...rest] = future;
  return next ? { past: [...past, present], present: next, future: rest } : history;
}
