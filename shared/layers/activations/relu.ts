import { z } from 'zod';
import { defineActivation, monotonicRange } from './activation';

/** max(x, 0). Its gradient is 0 where the output is 0. */
export const relu = defineActivation({
  name: 'ReLU',
  params: z.object({}),
  monotonic: true,
  unchanged: [0, Number.POSITIVE_INFINITY],
  range: monotonicRange((x) => Math.max(0, x)),

  kernel(b, x) {
    const out = b.map('Relu', [x]);
    return { out, backward: (gradient) => b.map('ReluGrad', [gradient, out]) };
  },
  build: (tf, _, name) => tf.layers.activation({ activation: 'relu', name }),
  source: {
    pytorch: (x) => `torch.relu(${x})`,
    keras: (x) => `layers.ReLU()(${x})`,
  },
});
