import type { Random } from '../support/random';
import type { Paint } from './canvas';

/** The probability of each pattern; otherwise the fabric is plain. */
export interface Patterns {
  readonly stripes?: number;
  readonly bars?: number;
  readonly checks?: number;
  readonly print?: number;
  readonly fade?: number;
}

/** The fabric of a garment. */
export interface Fabric {
  readonly paint: Paint;
  /** Its mean brightness. */
  readonly base: number;
}

const DEFAULT: Patterns = { stripes: 0.1, bars: 0.03, checks: 0.05, print: 0.1, fade: 0.1 };

/** Clamps a brightness to the range of garments, which are never as dark as the background, so that their outline is visible. */
export function shade(value: number): number {
  return value < 0.07 ? 0.07 : value > 1 ? 1 : value;
}

/** A brightness that differs from another by about `distance`, in the direction that has room. */
export function contrast(random: Random, base: number, distance: number): number {
  const up = base < 0.35 || (base < 0.7 && random.chance(0.5));
  return shade(base + (up ? 1 : -1) * distance * random.between(0.7, 1.3));
}

/** A uniform brightness. */
export function plain(value: number): Paint {
  return () => value;
}

/** Draws a random fabric: light more often than dark, with folds, sometimes with a pattern. */
export function fabric(random: Random, patterns: Patterns = DEFAULT): Fabric {
  const base = random.chance(0.24) ? random.between(0.12, 0.45) : random.between(0.5, 1);
  return { base, paint: folded(random, pattern(random, base, patterns)) };
}

function pattern(random: Random, base: number, { stripes = 0, bars = 0, checks = 0, print = 0, fade = 0 }: Patterns): Paint {
  const drawn = random.between(0, 1);
  const other = contrast(random, base, 0.35);
  const period = random.between(2.4, 6.5);
  const part = random.between(0.25, 0.6);
  const offset = random.between(0, 1);
  const tilt = random.between(-0.05, 0.05);
  const across: Paint = (x, y) => (fraction((y + tilt * x) / period + offset) < part ? other : base);
  const along: Paint = (x, y) => (fraction((x + tilt * y) / period + offset) < part ? other : base);
  if (drawn < stripes) return across;
  if (drawn < stripes + bars) return along;
  if (drawn < stripes + bars + checks) return (x, y) => (across(x, y) + along(x, y)) / 2;
  if (drawn < stripes + bars + checks + print) return printed(random, base, other);
  if (drawn < stripes + bars + checks + print + fade) return (_, y) => base + ((other - base) * y) / 28;
  return plain(base);
}

/** Blots, each as large as a cell of a grid. */
function printed(random: Random, base: number, other: number): Paint {
  const cell = random.between(1.2, 3.2);
  const share = random.between(0.25, 0.6);
  const key = random.next();
  const offset = random.between(0, 1);
  return (x, y) => {
    const row = Math.floor(y / cell + offset);
    // Every second row is shifted, so that the blots do not form columns.
    const column = Math.floor(x / cell + offset + (row % 2) / 2);
    return blot(column, row, key) < share ? other : base;
  };
}

/** Soft folds from top to bottom, and darker sides. */
function folded(random: Random, paint: Paint): Paint {
  const depth = random.between(0, 0.12);
  const period = random.between(5, 13);
  const offset = random.between(0, 1);
  const lean = random.between(-0.35, 0.35);
  const dark = random.between(0, 0.16);
  return (x, y) => {
    const phase = fraction((x + lean * y) / period + offset);
    const side = (x - 13.5) / 13.5;
    return shade(paint(x, y) * (1 - depth * 4 * phase * (1 - phase) - dark * side * side));
  };
}

/** A fixed random number, 0 to 1, for a cell of a grid. */
function blot(column: number, row: number, key: number): number {
  let hash = Math.imul(column | 0, 0x27d4eb2f) ^ Math.imul(row | 0, 0x165667b1) ^ key;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 4_294_967_296;
}

/** The fractional part of a number. */
function fraction(value: number): number {
  return value - Math.floor(value);
}
