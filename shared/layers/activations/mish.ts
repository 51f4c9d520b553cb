import { z } from 'zod';
import { defineActivation, dipRange } from './activation';

/**
 * x · tanh(s), where s = log(1 + eˣ); its derivative is tanh(s) + x · (1 − tanh²(s)) · σ(x), with the sigmoid σ.
 * Source: Misra (2019), equation 1; PyTorch `Mish`.
 */
export const mish = defineActivation({
  name: 'Mish',
  params: z.object({}),
  monotonic: false,
  range: dipRange((x) => x * Math.tanh(Math.log1p(Math.exp(x))), -1.192431),

  kernel(b, x) {
    const tanh = b.map('Tanh', [b.map('Softplus', [x])]);
    return {
      out: b.map('Mul', [x, tanh]),
      backward(gradient) {
        const inner = b.map('TanhGrad', [tanh, b.map('Mul', [gradient, x])]);
        return b.map('AddV2', [b.map('Mul', [gradient, tanh]), b.map('SoftplusGrad', [inner, x])]);
      },
    };
  },
  build: (tf, _, name) => tf.layers.activation({ activation: 'mish', name }),
  source: {
    pytorch: (x) => `F.mish(${x})`,
    keras: (x) => `layers.Activation("mish")(${x})`,
  },
});
