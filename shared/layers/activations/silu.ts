import { z } from 'zod';
import { defineActivation, dipRange } from './activation';

/**
 * x · σ(x), where σ is the sigmoid; its derivative is σ(x) + y · (1 − σ(x)), with y the output. It is also called Swish.
 * Source: Hendrycks and Gimpel (2016), section 2; PyTorch `SiLU`.
 */
export const silu = defineActivation({
  name: 'SiLU',
  params: z.object({}),
  monotonic: false,
  range: dipRange((x) => x / (1 + Math.exp(-x)), -1.278465),

  kernel(b, x) {
    const sigmoid = b.map('Sigmoid', [x]);
    const out = b.map('Mul', [x, sigmoid]);
    return {
      out,
      backward(gradient) {
        const along = b.map('Sub', [out, b.map('Mul', [out, sigmoid])]);
        return b.map('Mul', [gradient, b.map('AddV2', [sigmoid, along])]);
      },
    };
  },
  build: (tf, _, name) => tf.layers.activation({ activation: 'swish', name }),
  source: {
    pytorch: (x) => `F.silu(${x})`,
    keras: (x) => `layers.Activation("silu")(${x})`,
  },
});
