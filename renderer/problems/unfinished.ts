import type { Problem } from '../../shared/graph/diagnosis/diagnose';

/** Problems of an output that does not fit the task yet; further layers may solve them. */
const CODES: ReadonlySet<string> = new Set(['notTheInput', 'notClasses']);

/**
 * True for a problem that every graph has while it is being wired. It prevents training and is listed,
 * but the layer is not marked as wrong.
 */
export const isUnfinished = ({ code }: Problem): boolean => CODES.has(code);
