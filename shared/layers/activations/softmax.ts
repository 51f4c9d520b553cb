import { z } from 'zod';
import { flag, type } from '../../plan/ops';
import { defineActivation } from './activation';

/** eˣ over the sum of eˣ of all channels. With y the output, the gradient of x is (g − Σ g · y) · y. */
export const softmax = defineActivation({
  name: 'Softmax',
  params: z.object({}),
  monotonic: false,
  note: { en: 'over the channels', es: 'sobre los canales' },
  range: () => [0, 1],

  kernel(b, x) {
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
  },
  build: (tf, _, name) => tf.layers.softmax({ axis: -1, name }),
  source: {
    pytorch: (x) => `torch.softmax(${x}, 1)`,
    keras: (x) => `layers.Softmax()(${x})`,
  },
});
