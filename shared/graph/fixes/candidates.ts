import type { Params } from '../../layers/support/kind';
import { type Field, fieldsOf } from '../../layers/support/params';
import { type Shape, sameShape } from '../../layers/support/shape';
import type { NodeInference } from '../infer';
import type { ParsedLayer } from '../parse-params';
import { type Change, isPair, type Numbers, sameValue } from './change';
import { sizeWith } from './propagation';
import { halfReach } from './window';

/** Values within NEAR of the current one are tried, those up to SMALL, and every pair of values up to TINY. */
const NEAR = 4;
const SMALL = 8;
const TINY = 4;

/** More than the largest value of any axis. */
const WIDE = 65_536;

/** New values of parameters of one layer: `set` has those that change, `params` all of them. */
export interface Candidate {
  readonly set: Params;
  readonly params: Params;
}

/**
 * The changes of one parameter to try for a layer: small values, those near the current one, and the hints, within the parameter's
 * range. Pairs change on one axis, on both alike, or to any two small values, or to a word such as same.
 */
export function candidatesOf({ kind, params }: ParsedLayer, hints: readonly number[]): readonly Candidate[] {
  if (!kind || !params) return [];
  return [...fieldsOf(kind.params)].flatMap(([name, field]) =>
    valuesOf(name, field, params, hints).map((value) => ({ set: { [name]: value }, params: { ...params, [name]: value } })),
  );
}

/** The changes of one parameter with which a layer gives this size. */
export function changesTo(node: string, inferred: NodeInference, wanted: Shape): readonly Change[] {
  const { layer, ins } = inferred;
  return candidatesOf(layer, wanted).flatMap(({ set, params }): Change[] => {
    const size = sizeWith({ ...inferred, layer: { ...layer, params } }, ins);
    return size && sameShape(size, wanted) ? [{ node, kind: inferred.node.kind, set, params }] : [];
  });
}

/** The few changes of one parameter that are combined with others: the next values, and those that keep or restore a size. */
export function steps({ kind, params }: ParsedLayer, hints: readonly number[] = []): readonly Candidate[] {
  if (!kind || !params) return [];
  return [...fieldsOf(kind.params)].flatMap(([name, field]) => {
    const own = params[name];
    const values = ((): readonly unknown[] => {
      if (field.type === 'switch') return [!own];
      if (field.type === 'integer' && typeof own === 'number') return inRange(field, hints);
      if (field.type !== 'axes' || !isPair(own)) return [];
      const half = name === 'padding' ? halfReach(params) : own;
      const both = (by: number): Numbers => [own[0] + by, own[1] + by];
      const all = [
        half,
        [0, 0],
        [1, 1],
        both(-1),
        both(1),
        both(-2),
        both(2),
        [1, own[1]],
        [own[0], 1],
        [own[0] + 1, own[1]],
        [own[0], own[1] + 1],
      ];
      return all.filter(
        (pair): pair is Numbers => isPair(pair) && pair.every((value) => value >= field.min && value <= field.max),
      );
    })();
    const others = values.filter(
      (value, index) => !sameValue(value, own) && values.findIndex((one) => sameValue(one, value)) === index,
    );
    return others.map((value) => ({ set: { [name]: value }, params: { ...params, [name]: value } }));
  });
}

function valuesOf(name: string, field: Field, params: Params, hints: readonly number[]): readonly unknown[] {
  const own = params[name];
  if (field.type === 'switch') return [!own];
  if (field.type === 'choice') return field.role === undefined ? field.choices.filter((other) => other !== own) : [];
  if (field.type === 'integer' && typeof own === 'number')
    return inRange(field, [...near([own]), ...hints]).filter((value) => value !== own);
  if (field.type !== 'axes') return [];
  const words = (field.words ?? []).filter((word) => word !== own);
  // A word in place of a size stands for the size that follows from the others.
  if (!isPair(own) && name !== 'padding') return [];
  const half = halfReach(params);
  // No number is near a word, but for the padding, whose half of the kernel keeps the size.
  const pairs = isPair(own) || name === 'padding' ? pairsOf(name, field, isPair(own) ? own : half, half) : [];
  return [...pairs, ...words].filter((value) => !sameValue(value, own));
}

/** Pairs that change on both axes alike, or on one of them, and pairs of small values; for padding, also near half of the reach. */
function pairsOf(name: string, field: Field, own: Numbers, half: Numbers): readonly Numbers[] {
  const values = inRange(field, near(name === 'padding' ? [...own, ...half] : own));
  const tiny = values.filter((value) => value <= TINY);
  const pairs = new Map<number, Numbers>();
  const add = (height: number, width: number) => pairs.set(height * WIDE + width, [height, width]);
  for (const value of values) {
    add(value, value);
    add(value, own[1]);
    add(own[0], value);
  }
  for (const height of tiny) for (const width of tiny) add(height, width);
  return [...pairs.values()];
}

const FEW = Array.from({ length: SMALL + 1 }, (_, value) => value);
const AROUND = Array.from({ length: 2 * NEAR + 1 }, (_, step) => step - NEAR);

function near(present: readonly number[]): readonly number[] {
  return [...FEW, ...present.flatMap((value) => AROUND.map((step) => value + step))];
}

function inRange(field: Field, values: readonly number[]): readonly number[] {
  return 'min' in field ? [...new Set(values)].filter((value) => value >= field.min && value <= field.max) : [];
}

/** Numbers and their divisors, for sizes of which only the product is known. */
export function withDivisors(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers.flatMap((number) => [number, ...divisors(number)]))];
}

/** The largest divisor that is looked for from below. */
const MOST_DIVISOR = 2048;

function divisors(product: number): readonly number[] {
  const found: number[] = [];
  for (let divisor = 1; divisor * divisor <= product && divisor <= MOST_DIVISOR; divisor++)
    if (product % divisor === 0) found.push(divisor, product / divisor);
  return found;
}
