import { deepEqual } from '../../shared/graph/deep-equal';

/** The common value of a parameter; `undefined` if values differ, for each number of a pair separately. */
export function commonValue(values: readonly unknown[]): unknown {
  const [first, ...rest] = values;
  if (rest.every((value) => deepEqual(value, first))) return first;
  const pairs = values.filter(Array.isArray);
  return pairs.length < values.length ? undefined : [0, 1].map((axis) => commonValue(pairs.map((pair: unknown[]) => pair[axis])));
}

/** True if a result of `commonValue` has differences. */
export function isMixed(common: unknown): boolean {
  return common === undefined || (Array.isArray(common) && common.includes(undefined));
}

/** The new value of one layer when all are set to one value. An undefined number of a pair leaves the layer's own. */
export function valueAfter(set: unknown, own: unknown): unknown {
  if (!Array.isArray(set) || !Array.isArray(own)) return set;
  return set.map((number: unknown, axis) => number ?? own[axis]);
}
