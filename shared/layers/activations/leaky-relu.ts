import { z } from 'zod';
import { float } from '../../plan/ops';
import { real } from '../support/params';
import { defineActivation, monotonicRange } from './activation';

/** x where x > 0, otherwise slope · x. */
export const leakyRelu = defineActivation({
  name: 'LeakyReLU',
  params: z.object({
    slope: real(
      {
        label: { en: 'slope', es: 'pendiente' },
        help: { en: 'LeakyReLU only: the slope below 0.', es: 'Solo LeakyReLU: la pendiente por debajo de 0.' },
      },
      { min: 0, max: 1 },
      0.01,
    ),
  }),
  monotonic: true,
  range: monotonicRange((x, { slope }) => (x < 0 ? slope * x || 0 : x)),

  kernel(b, x, { slope }) {
    const alpha = [float('alpha', slope)];
    return { out: b.map('LeakyRelu', [x], alpha), backward: (gradient) => b.map('LeakyReluGrad', [gradient, x], alpha) };
  },
  build: (tf, { slope }, name) => tf.layers.leakyReLU({ alpha: slope, name }),
  source: {
    pytorch: (x, { slope }) => `F.leaky_relu(${x}, ${slope})`,
    keras: (x, { slope }) => `layers.LeakyReLU(negative_slope=${slope})(${x})`,
  },
});
