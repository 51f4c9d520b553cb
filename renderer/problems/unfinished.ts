import type { Problem } from '../../shared/graph/diagnosis/diagnose';

/** Problems of an output that is not the task's yet: further layers may mend them. */
const CODES: ReadonlySet<string> = new Set(['notTheInput', 'notClasses']);

/**
 * Whether a problem is that of every graph while it is wired. It keeps the graph from being trained, and is said where it stands,
 * but the layer itself is not shown as wrong.
 */
export const isUnfinished = ({ code }: Problem): boolean => CODES.has(code);
