import { z } from 'zod';
import { statelessLayer } from '../support/stateless-layer';
import { defineActivation, monotonicRange } from './activation';
import { cutAt6 } from './relu6';

/** ReLU6(x + 3) / 6. Its gradient is 0 at both ends. Source: Howard et al. (2019), section 5.2; PyTorch `Hardsigmoid`. */
export const hardsigmoid = defineActivation({
  name: 'Hardsigmoid',
  params: z.object({}),
  monotonic: true,
  range: monotonicRange((x) => Math.min(Math.max(x + 3, 0), 6) / 6),

  kernel(b, x) {
    const cut = b.map('Relu6', [b.map('AddV2', [x, b.scalar(3)])]);
    const sixth = b.scalar(1 / 6);
    return {
      out: b.map('Mul', [cut, sixth]),
      backward: (gradient) => b.map('Relu6Grad', [b.map('Mul', [gradient, sixth]), cut]),
    };
  },
  build: (tf, _, name) => hardsigmoidLayer(tf)({ name }),
  stock: () => ({
    en: 'tfjs has a Hardsigmoid of another slope, 1/5 in place of 1/6',
    es: 'tfjs tiene una Hardsigmoid de otra pendiente, 1/5 en lugar de 1/6',
  }),
  source: {
    pytorch: (x) => `F.hardsigmoid(${x})`,
    keras: (x) => `layers.Activation("hard_sigmoid")(${x})`,
  },
});

const hardsigmoidLayer = statelessLayer('Hardsigmoid', (tf, x) => tf.div(cutAt6(tf, tf.add(x, 3)), 6));
