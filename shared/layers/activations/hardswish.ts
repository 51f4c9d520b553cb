import { z } from 'zod';
import { statelessLayer } from '../support/stateless-layer';
import { defineActivation, dipRange } from './activation';
import { cutAt6 } from './relu6';

/**
 * x · ReLU6(x + 3) / 6, SiLU in pieces. Its gradient is 0 at −3 and 1 at 3.
 * Source: Howard et al. (2019), section 5.2; PyTorch `Hardswish`.
 */
export const hardswish = defineActivation({
  name: 'Hardswish',
  params: z.object({}),
  monotonic: false,
  range: dipRange((x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6, -1.5),

  kernel(b, x) {
    const cut = b.map('Relu6', [b.map('AddV2', [x, b.scalar(3)])]);
    const sixth = b.scalar(1 / 6);
    return {
      out: b.map('Mul', [b.map('Mul', [x, cut]), sixth]),
      backward(gradient) {
        const along = b.map('Relu6Grad', [b.map('Mul', [gradient, x]), cut]);
        return b.map('Mul', [b.map('AddV2', [b.map('Mul', [gradient, cut]), along]), sixth]);
      },
    };
  },
  build: (tf, _, name) => hardswishLayer(tf)({ name }),
  stock: () => ({ en: 'tfjs has no Hardswish', es: 'tfjs no tiene Hardswish' }),
  source: {
    pytorch: (x) => `F.hardswish(${x})`,
    keras: (x) => `layers.Activation("hard_silu")(${x})`,
  },
});

const hardswishLayer = statelessLayer('Hardswish', (tf, x) => tf.div(tf.mul(x, cutAt6(tf, tf.add(x, 3))), 6));
