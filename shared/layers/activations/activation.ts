import type { z } from 'zod';
import type { LocalizedText } from '../../i18n/i18n';
import type { Builder, Value } from '../../plan/builder';
import type { Interval } from '../support/interval';
import type { Params, Stock, Tf, TfLayer } from '../support/kind';

/** Everything that is true of one activation function. */
export interface Activation<N extends string = string, P extends Params = Params> {
  /** PyTorch's name, which documents use. */
  readonly name: N;
  /** Its parameters with their defaults and ranges, made by the functions of params.ts. No other activation has a parameter of the same name. */
  readonly params: z.ZodObject;
  /** True if it is an elementwise, non-decreasing function. */
  readonly monotonic: boolean;
  /** Values that it returns unchanged, if a layer that only gets such values is a mistake. */
  readonly unchanged?: Interval;
  /** A remark for the documentation of the Activation layer, such as the axis. */
  readonly note?: LocalizedText;
  /** The values of the output for inputs in an interval. */
  range(p: P, input: Interval): Interval;
  /** Writes the native engine's operations: the output, and the gradient of the input given that of the output. */
  kernel(b: Builder, x: Value, p: P): { readonly out: Value; backward(gradient: Value): Value };
  /** The tfjs layer, of this name. */
  build(tf: Tf, p: P, name: string): TfLayer;
  /** True (the default) if `build` returns one of tfjs's own layers; otherwise the reason. */
  stock?(p: P): Stock;
  readonly source: {
    /** The expression in PyTorch, of the expression x. */
    pytorch(x: string, p: P): string;
    /** The expression in Keras. */
    keras(x: string, p: P): string;
  };
}

type Definition<N extends string, S extends z.ZodObject> = Omit<Activation<N, z.output<S>>, 'params'> & { readonly params: S };

/** Checks a definition's types and erases those of its parameters, so that all activations fit in one registry. */
export function defineActivation<const N extends string, S extends z.ZodObject>(definition: Definition<N, S>): Activation<N> {
  return definition;
}

/** The range of an elementwise, non-decreasing function: it maps the ends of an interval to the ends of the result. */
export const monotonicRange =
  <P>(f: (x: number, p: P) => number) =>
  (p: P, [low, high]: Interval): Interval => [f(low, p), f(high, p)];

/**
 * The range of an elementwise function that tends to 0 at −∞, falls to its least value at x = `turn`, and rises from there on.
 */
export const dipRange =
  (f: (x: number) => number, turn: number) =>
  (_: unknown, [low, high]: Interval): Interval => {
    const ends = [low, high].map((x) => (x === -Infinity ? 0 : f(x)));
    return [low <= turn && turn <= high ? f(turn) : Math.min(...ends), Math.max(...ends)];
  };
