import { z } from 'zod';
import { defineActivation, monotonicRange } from './activation';

/** The hyperbolic tangent. */
export const tanh = defineActivation({
  name: 'Tanh',
  params: z.object({}),
  monotonic: true,
  range: monotonicRange((x) => Math.tanh(x)),

  kernel(b, x) {
    const out = b.map('Tanh', [x]);
    return { out, backward: (gradient) => b.map('TanhGrad', [out, gradient]) };
  },
  build: (tf, _, name) => tf.layers.activation({ activation: 'tanh', name }),
  source: {
    pytorch: (x) => `torch.tanh(${x})`,
    keras: (x) => `layers.Activation("tanh")(${x})`,
  },
});
