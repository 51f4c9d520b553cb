/** The range and kind of a number field. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

/** Parses a typed number; `undefined` if it is not a number or out of range. A comma is read as a decimal point. */
export function parseNumber(text: string, { min, max, whole }: NumberRange): number | undefined {
  const typed = text.trim().replace('−', '-').replace(',', '.');
  const value = typed === '' ? Number.NaN : Number(typed);
  if (!Number.isFinite(value) || value < min || value > max) return undefined;
  return whole && !Number.isInteger(value) ? undefined : value;
}

/** The value after a key: arrows by one step, with Shift and the page keys by ten, Home and End to the ends of the range. */
export function stepped(value: number, key: string, shift: boolean, range: NumberRange): number | undefined {
  const one = range.whole ? 1 : stepOf(value);
  const ten = shift ? 10 * one : one;
  const moves: Readonly<Record<string, number>> = {
    ArrowUp: value + ten,
    ArrowDown: value - ten,
    PageUp: value + 10 * one,
    PageDown: value - 10 * one,
    Home: range.min,
    End: range.max,
  };
  const next = Object.hasOwn(moves, key) ? moves[key] : undefined;
  if (next === undefined) return undefined;
  // Rounds off the floating-point error of decimal sums.
  return Number(Math.min(range.max, Math.max(range.min, next)).toPrecision(12));
}

/** The step of a real number: a tenth of its order of magnitude, 0.05 for those between 0 and 1. */
function stepOf(value: number): number {
  const size = Math.abs(value);
  if (size === 0 || (size >= 0.05 && size <= 1)) return 0.05;
  return 10 ** (Math.floor(Math.log10(size)) - 1);
}
