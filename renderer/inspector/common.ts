import { deepEqual } from '../../shared/graph/deep-equal';

/** What several values of a parameter have in common; `undefined` stands for what differs, of a pair for either of its numbers. */
export function commonValue(values: readonly unknown[]): unknown {
  const [first, ...rest] = values;
  if (rest.every((value) => deepEqual(value, first))) return first;
  const pairs = values.filter(Array.isArray);
  return pairs.length < values.length ? undefined : [0, 1].map((axis) => commonValue(pairs.map((pair: unknown[]) => pair[axis])));
}

/** Whether something differs in what `commonValue` gave. */
export function isMixed(common: unknown): boolean {
  return common === undefined || (Array.isArray(common) && common.includes(undefined));
}

/** What becomes of one layer's value where all are set to one: the number of a pair that is not said stays as it is. */
export function valueAfter(set: unknown, own: unknown): unknown {
  if (!Array.isArray(set) || !Array.isArray(own)) return set;
  return set.map((number: unknown, axis) => number ?? own[axis]);
}
