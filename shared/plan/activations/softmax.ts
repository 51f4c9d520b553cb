import { flag, type } from '../ops';
import { stage } from '../stage';

/** eˣ over the sum of all channels' eˣ. With y the output, the gradient by x is (g − Σ g · y) · y. */
export const softmax = stage((b, x) => {
  const out = b.map('Softmax', [x]);
  return {
    out,
    backward(gradient) {
      const sum = b.op(
        'Sum',
        [type('T', 'float32'), type('Tidx', 'int32'), flag('keep_dims', true)],
        [b.map('Mul', [gradient, out]), b.axis(-1)],
        [...x.shape.slice(0, -1), 1],
      );
      return b.map('Mul', [b.map('Sub', [gradient, sum]), out]);
    },
  };
});
