import type { Params } from '../../layers/support/kind';
import { type Field, fieldsOf } from '../../layers/support/params';
import type { ParsedLayer } from '../parse-params';

/** A new value of one parameter, and its distance from the current one. */
export interface Candidate {
  readonly param: string;
  readonly value: number | string | readonly [number, number];
  readonly params: Params;
  /** The number of axes that change. */
  readonly axes: number;
  /** True if every changed axis becomes 0, the simplest change. */
  readonly zero: boolean;
  /** The sum of the absolute differences. */
  readonly distance: number;
}

/** Values within NEAR of the current one are tried, and those up to SMALL. */
const NEAR = 8;
const SMALL = 12;

/** The distance of a word: it is proposed after changes of both axes by up to 2. */
const WORD = 4;

/**
 * The values to try for each numeric parameter of a layer: small ones, those near the current one, and the hints, within the
 * parameter's range. For pairs, every combination is tried, so that one axis can change alone.
 */
export function candidatesOf({ kind, params }: ParsedLayer, hints: readonly number[]): readonly Candidate[] {
  if (!kind || !params) return [];
  return [...fieldsOf(kind.params)].flatMap(([param, field]): Candidate[] => {
    const value = params[param];
    if (field.type === 'integer' && typeof value === 'number')
      return valuesNear(field, [value], [...hints, ...hints.flatMap(divisors)])
        .filter((other) => other !== value)
        .map((other) => candidate(params, param, other, [value], [other]));
    if (field.type === 'axes' && isPair(value)) {
      const values = valuesNear(field, value, []);
      const words = (field.words ?? []).map((word) => candidate(params, param, word, value, []));
      const pairs = values
        .flatMap((height) => values.map((width): readonly [number, number] => [height, width]))
        .filter(([height, width]) => height !== value[0] || width !== value[1])
        .map((pair) => candidate(params, param, pair, value, pair));
      return [...words, ...pairs];
    }
    return [];
  });
}

function candidate(
  params: Params,
  param: string,
  value: Candidate['value'],
  old: readonly number[],
  now: readonly number[],
): Candidate {
  const moved = now.filter((number, index) => number !== old[index]);
  const distance = now.reduce((sum, number, index) => sum + Math.abs(number - (old[index] ?? 0)), 0);
  const zero = moved.every((number) => number === 0);
  const changed = { param, value, params: { ...params, [param]: value } };
  if (typeof value === 'string') return { ...changed, axes: 1, zero: false, distance: WORD };
  return { ...changed, axes: moved.length, zero, distance };
}

function isPair(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((item) => typeof item === 'number');
}

function valuesNear(field: Field, present: readonly number[], hints: readonly number[]): readonly number[] {
  if (!('min' in field)) return [];
  const values = new Set<number>(hints);
  for (let value = 0; value <= SMALL; value++) values.add(value);
  for (const value of present) for (let step = -NEAR; step <= NEAR; step++) values.add(value + step);
  return [...values].filter((value) => value >= field.min && value <= field.max);
}

/** The divisors of a number, for sizes of which only the product is known. */
function divisors(product: number): readonly number[] {
  const found: number[] = [];
  for (let divisor = 1; divisor * divisor <= product && divisor <= 2048; divisor++)
    if (product % divisor === 0) found.push(divisor, product / divisor);
  return found;
}
