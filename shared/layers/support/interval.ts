/** The smallest and the largest value of a tensor, both possibly infinite. */
export type Interval = readonly [low: number, high: number];

export const ANYTHING: Interval = [-Infinity, Infinity];

/** The smallest interval that contains both. */
export function union(a: Interval, b: Interval): Interval {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}

/** True if `outer` contains `inner`. */
export function within(inner: Interval, outer: Interval): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

/** [0, ∞), [−1, 1]: round brackets for an infinite end. */
export function formatInterval([low, high]: Interval): string {
  const end = (value: number) => (Number.isFinite(value) ? String(value).replace('-', '−') : value < 0 ? '−∞' : '∞');
  return `${Number.isFinite(low) ? '[' : '('}${end(low)}, ${end(high)}${Number.isFinite(high) ? ']' : ')'}`;
}
