import { extent, nice, range, ticks } from 'd3-array';

/** About `wanted` round numbers that span all values; of 0 and 1 if there are none. */
export function spanningTicks(values: readonly number[], wanted: number): readonly number[] {
  const [low = 0, high = 1] = extent(values);
  const [first, last] = nice(low, high > low ? high : low + (Math.abs(low) || 1), wanted);
  return ticks(first, last, wanted);
}

/** Whole numbers that divide an axis into about `wanted` parts. */
export const wholeTicks = (first: number, last: number, wanted: number): readonly number[] =>
  ticks(first, last, Math.min(wanted, last - first + 1)).filter((tick) => Number.isInteger(tick));

/** The powers of ten between two numbers above 0; also the ends if there is at most one power. */
export function powersOf(min: number, max: number): readonly number[] {
  const [first, last] = [Math.ceil(Math.log10(min) - 1e-9), Math.floor(Math.log10(max) + 1e-9)];
  const powers = range(first, last + 1).map((power) => Number((10 ** power).toPrecision(12)));
  return powers.length > 1 ? powers : [...new Set([min, ...powers, max])];
}
