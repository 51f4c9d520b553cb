import { z } from 'zod';
import { floatsOf, inputOf, type Kernel, product, stockOf } from './kernel';

const attrsSchema = z.object({ reps: z.array(z.int().min(1)) });

/**
 * Repeats a tensor along its axes, as in the gradient of BatchNorm and in upsampling. tfjs's own kernel computes the position of each
 * value; this one copies blocks.
 */
export const tile: Kernel = {
  name: 'Tile',
  make(surroundings) {
    const { backend } = surroundings;
    const stock = stockOf(surroundings);
    return (call) => {
      const x = inputOf(call.inputs, 'x');
      const reps = attrsSchema.safeParse(call.attrs);
      if (!reps.success || x.dtype !== 'float32' || reps.data.reps.length !== x.shape.length) return stock(call);
      const shape = x.shape.map((size, axis) => size * (reps.data.reps[axis] ?? 1));
      const out = backend.makeOutput(shape, 'float32');
      const [values, found] = [floatsOf(backend, x), floatsOf(backend, out)];
      found.set(values);
      // One axis at a time, the last first: the blocks of the axis are repeated from the end on, so that none is overwritten before it
      // is copied.
      let length = values.length;
      for (const [axis, times] of [...reps.data.reps.entries()].reverse()) {
        if (times === 1) continue;
        const block = (x.shape[axis] ?? 1) * product(shape.slice(axis + 1));
        for (let index = length / block - 1; index >= 0; index--) {
          const [from, to] = [index * block, index * block * times];
          found.copyWithin(to, from, from + block);
          repeat(found, to, block, times);
        }
        length *= times;
      }
      return out;
    };
  },
};

/** Repeats the block at `start` until it is there `times` times, doubling with each copy. */
function repeat(values: Float32Array, start: number, block: number, times: number): void {
  const end = start + block * times;
  for (let done = block; done < block * times; done *= 2)
    values.copyWithin(start + done, start, Math.min(start + done, end - done));
}
