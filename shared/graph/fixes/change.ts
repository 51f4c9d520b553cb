import type { Params } from '../../layers/support/kind';

/** New values of parameters of one layer. */
export interface Change {
  readonly node: string;
  /** The kind of the layer. */
  readonly kind: string;
  /** The parameters that change, with their new values. */
  readonly set: Params;
  /** All parameters of the layer after the change. */
  readonly params: Params;
}

/** Changes that are made together, and their cost by `cost.ts`: the cheapest come first. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly cost: number;
}

/** One value for each axis, height first. */
export type Numbers = readonly [number, number];

/** True if a value is a pair of numbers, one for each axis. */
export function isPair(value: unknown): value is Numbers {
  return Array.isArray(value) && value.length === 2 && value.every((item) => typeof item === 'number');
}

/** The values of a parameter on both axes; a layer without the parameter has `usual` on both. */
export function pairOf(params: Params | undefined, name: string, usual: number): Numbers {
  const value = params?.[name];
  return isPair(value) ? value : [usual, usual];
}

/** True if two values of a parameter are the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || (isPair(a) && isPair(b) && a[0] === b[0] && a[1] === b[1]);
}
