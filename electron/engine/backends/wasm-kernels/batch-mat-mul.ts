import { z } from 'zod';
import { inputOf, type Kernel, product, stockOf } from './kernel';

const attrsSchema = z.object({ transposeA: z.boolean().default(false), transposeB: z.boolean().default(false) });

/**
 * Matrix products in which one matrix may be transposed, as in the gradients of a linear layer. tfjs's own kernel is slow for transposed
 * matrices, so the matrix is transposed first.
 */
export const batchMatMul: Kernel = {
  name: 'BatchMatMul',
  make(surroundings) {
    const { tf } = surroundings;
    const stock = stockOf(surroundings);
    return (call) => {
      const [a, b] = [inputOf(call.inputs, 'a'), inputOf(call.inputs, 'b')];
      const { transposeA, transposeB } = attrsSchema.parse(call.attrs);
      const single = product(a.shape.slice(0, -2)) === 1 && product(b.shape.slice(0, -2)) === 1;
      if (!(single && a instanceof tf.Tensor && b instanceof tf.Tensor) || !(transposeA || transposeB)) return stock(call);
      const [turnedA, turnedB] = [transposeA ? turn(a.rank) : undefined, transposeB ? turn(b.rank) : undefined];
      const [first, second] = [turnedA ? tf.transpose(a, turnedA) : a, turnedB ? tf.transpose(b, turnedB) : b];
      const result = stock({ ...call, inputs: { a: first, b: second }, attrs: { transposeA: false, transposeB: false } });
      if (first !== a) first.dispose();
      if (second !== b) second.dispose();
      return result;
    };
  },
};

/** The axes of a batch of matrices, with the last two swapped. */
function turn(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
}
