import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import { floatsOf, inputOf, type Kernel, product, type Surroundings, stockOf } from './kernel';

const attrsSchema = z.object({ axis: z.union([z.int(), z.array(z.int())]).nullish(), keepDims: z.boolean().default(false) });

/**
 * Sums over the leading axes, for example of an image [N, H, W, C] over all axes but the channels, as in the gradients of a bias and of
 * BatchNorm. tfjs's own kernel first transposes the whole tensor. Sums of up to millions of values are kept in double precision.
 */
export const sum: Kernel = { name: 'Sum', make: (surroundings) => reduce(surroundings, () => 1) };

/** Means over the leading axes, likewise. */
export const mean: Kernel = { name: 'Mean', make: (surroundings) => reduce(surroundings, (count) => 1 / count) };

function reduce(surroundings: Surroundings, scaleOf: (count: number) => number): tfjs.KernelFunc {
  const { tf, backend } = surroundings;
  const stock = stockOf(surroundings);
  return (call) => {
    const x = inputOf(call.inputs, 'x');
    const { axis, keepDims } = attrsSchema.parse(call.attrs);
    const axes = tf.util.parseAxisParam(axis ?? [...x.shape.keys()], x.shape).sort((a, b) => a - b);
    const first = axes.every((one, index) => one === index) && axes.length > 0;
    if (!first || x.dtype !== 'float32' || product(x.shape) === 0) return stock(call);

    const [over, kept] = [x.shape.slice(0, axes.length), x.shape.slice(axes.length)];
    const [count, width] = [product(over), product(kept)];
    const out = backend.makeOutput(keepDims ? [...over.map(() => 1), ...kept] : kept, 'float32');
    const values = floatsOf(backend, x);
    const sums = sumRows(values, width);
    const scale = scaleOf(count);
    floatsOf(backend, out).set(sums.map((value) => value * scale));
    return out;
  };
}

/** Sums each column of rows of `width` values, four rows at a time: most of the cost is loading and storing the sums. */
function sumRows(values: Float32Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  const four = 4 * width;
  let at = 0;
  for (; at + four <= values.length; at += four)
    for (let column = 0, first = at; column < width; column++, first++) {
      const [second, third, fourth] = [first + width, first + 2 * width, first + 3 * width];
      const found = (values[first] ?? 0) + (values[second] ?? 0) + (values[third] ?? 0) + (values[fourth] ?? 0);
      sums[column] = (sums[column] ?? 0) + found;
    }
  for (let column = 0; at < values.length; at++, column = (column + 1) % width)
    sums[column] = (sums[column] ?? 0) + (values[at] ?? 0);
  return sums;
}
