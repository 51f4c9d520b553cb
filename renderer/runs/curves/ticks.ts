/** Round numbers that divide an axis from `min` to `max` into about `wanted` parts: 1, 2 or 5 times a power of ten apart. */
export function ticksOf(min: number, max: number, wanted: number): readonly number[] {
  const span = max - min;
  if (!(span > 0) || wanted < 1) return [min];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** The powers of ten between two numbers above 0; where there is at most one, the ends as well. */
export function powersOf(min: number, max: number): readonly number[] {
  const [first, last] = [Math.ceil(Math.log10(min) - 1e-9), Math.floor(Math.log10(max) + 1e-9)];
  const powers = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number((10 ** (first + index)).toPrecision(12)),
  );
  return powers.length > 1 ? powers : [...new Set([min, ...powers, max])];
}
