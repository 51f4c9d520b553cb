import type { Builder, Value } from './builder';
import { FLOATS, flag, type } from './ops';

/** Normalised values, and the gradient of what they were made of, given theirs. */
export interface Normalised {
  readonly out: Value;
  backward(gradient: Value): Value;
}

/** The mean or the sum over some axes, which keep the length 1 if `keep` is true. */
export function over(b: Builder, op: 'Mean' | 'Sum', x: Value, axes: readonly number[], keep: boolean): Value {
  const shape = x.shape.flatMap((size, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [size]));
  return b.op(op, [...FLOATS, type('Tidx', 'int32'), flag('keep_dims', keep)], [x, b.ints(axes)], shape);
}

/**
 * Normalises the values along some axes to mean 0 and variance 1. With n the normalised values and g the gradient of n, the gradient of
 * x is (g − mean(g) − n · mean(g · n)) / deviation.
 */
export function normalised(b: Builder, x: Value, axes: readonly number[], epsilon: number): Normalised {
  const mean = (values: Value) => over(b, 'Mean', values, axes, true);
  const centred = b.map('Sub', [x, mean(x)]);
  const variance = mean(b.map('Square', [centred]));
  const inverse = b.map('Rsqrt', [b.map('AddV2', [variance, b.scalar(epsilon)])]);
  const out = b.map('Mul', [centred, inverse]);
  return {
    out,
    backward(g) {
      const along = b.map('Mul', [out, mean(b.map('Mul', [g, out]))]);
      return b.map('Mul', [b.map('Sub', [b.map('Sub', [g, mean(g)]), along]), inverse]);
    },
  };
}
