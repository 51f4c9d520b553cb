import { range, ticks } from 'd3-array';

/** Whole numbers that divide an axis from 1 to `last` into about `wanted` parts. */
export const wholeTicks = (last: number, wanted: number): readonly number[] =>
  ticks(1, last, Math.min(wanted, last)).filter((tick) => Number.isInteger(tick));

/** The powers of ten between two numbers above 0; also the ends if there is at most one power. */
export function powersOf(min: number, max: number): readonly number[] {
  const [first, last] = [Math.ceil(Math.log10(min) - 1e-9), Math.floor(Math.log10(max) + 1e-9)];
  const powers = range(first, last + 1).map((power) => Number((10 ** power).toPrecision(12)));
  return powers.length > 1 ? powers : [...new Set([min, ...powers, max])];
}
