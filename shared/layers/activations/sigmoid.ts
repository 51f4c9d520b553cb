import { z } from 'zod';
import { defineActivation, monotonicRange } from './activation';

/** 1 / (1 + e⁻ˣ). */
export const sigmoid = defineActivation({
  name: 'Sigmoid',
  params: z.object({}),
  monotonic: true,
  range: monotonicRange((x) => 1 / (1 + Math.exp(-x))),

  kernel(b, x) {
    const out = b.map('Sigmoid', [x]);
    return { out, backward: (gradient) => b.map('SigmoidGrad', [out, gradient]) };
  },
  build: (tf, _, name) => tf.layers.activation({ activation: 'sigmoid', name }),
  source: {
    pytorch: (x) => `torch.sigmoid(${x})`,
    keras: (x) => `layers.Activation("sigmoid")(${x})`,
  },
});
