import { z } from 'zod';
import { floatsOf, inputOf, type Kernel, product, stockOf } from './kernel';

const numbers = z.array(z.int());
const attrsSchema = z.object({ begin: numbers, size: numbers });

/** Blocks of fewer values than this are copied value by value: creating a view of each would take longer. */
const SHORT = 32;

/**
 * Slices a tensor, as in cropping. tfjs's own kernel first copies the whole tensor out of WebAssembly, and then channel by channel. This
 * one copies contiguous values as blocks.
 */
export const slice: Kernel = {
  name: 'Slice',
  make(surroundings) {
    const { tf, backend } = surroundings;
    const stock = stockOf(surroundings);
    return (call) => {
      const x = inputOf(call.inputs, 'x');
      const attrs = attrsSchema.safeParse(call.attrs);
      if (!attrs.success || x.dtype !== 'float32' || x.shape.length === 0) return stock(call);
      const [begin = [], size = []] = tf.slice_util.parseSliceParams(x, attrs.data.begin, attrs.data.size);
      const out = backend.makeOutput(size, 'float32');
      const [values, found] = [floatsOf(backend, x), floatsOf(backend, out)];
      if (found.length === 0) return out;

      // All later axes are taken whole.
      let last = x.shape.length - 1;
      while (last > 0 && size[last] === x.shape[last]) last--;
      const steps = x.shape.map((_, axis) => product(x.shape.slice(axis + 1)));
      const run = (size[last] ?? 0) * (steps[last] ?? 1);
      let to = 0;
      const copy = (axis: number, from: number): void => {
        const start = from + (begin[axis] ?? 0) * (steps[axis] ?? 1);
        if (axis < last)
          for (let index = 0; index < (size[axis] ?? 0); index++) copy(axis + 1, start + index * (steps[axis] ?? 1));
        else {
          if (run < SHORT) for (let index = 0; index < run; index++) found[to + index] = values[start + index] ?? 0;
          else found.set(values.subarray(start, start + run), to);
          to += run;
        }
      };
      copy(0, 0);
      return out;
    };
  },
};
