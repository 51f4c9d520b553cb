/** The smallest and the largest value that a tensor can hold, both possibly infinite. */
export type Interval = readonly [low: number, high: number];

export const ANYTHING: Interval = [-Infinity, Infinity];

/** The smallest interval that holds both. */
export function union(a: Interval, b: Interval): Interval {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}

/** Whether every value of `inner` lies in `outer`. */
export function within(inner: Interval, outer: Interval): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

/** [0, ∞), [−1, 1]: round brackets where it never ends. */
export function formatInterval([low, high]: Interval): string {
  const end = (value: number) => (Number.isFinite(value) ? String(value).replace('-', '−') : value < 0 ? '−∞' : '∞');
  return `${Number.isFinite(low) ? '[' : '('}${end(low)}, ${end(high)}${Number.isFinite(high) ? ']' : ')'}`;
}
