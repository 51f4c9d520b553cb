import { z } from 'zod';
import type { Value } from '../../plan/builder';
import { real } from '../support/params';
import { statelessLayer } from '../support/stateless-layer';
import { defineActivation, monotonicRange } from './activation';

/** x where x > 0, otherwise alpha · (eˣ − 1). */
export const elu = defineActivation({
  name: 'ELU',
  params: z.object({
    alpha: real(
      {
        label: { en: 'alpha', es: 'alfa' },
        help: { en: 'ELU only: the output tends to −alpha below 0.', es: 'Solo ELU: por debajo de 0 la salida tiende a −alfa.' },
      },
      { min: 0, max: 100 },
      1,
    ),
  }),
  monotonic: true,
  range: monotonicRange((x, { alpha }) => (x < 0 ? alpha * Math.expm1(x) : x)),

  // TensorFlow's ELU has alpha 1; any other alpha is alpha · ELU(x) + (1 − alpha) · ReLU(x).
  kernel(b, x, { alpha }) {
    const one = b.map('Elu', [x]);
    const mixed = (below: Value, above: Value) =>
      b.map('AddV2', [b.map('Mul', [below, b.scalar(alpha)]), b.map('Mul', [above, b.scalar(1 - alpha)])]);
    if (alpha === 1) return { out: one, backward: (gradient) => b.map('EluGrad', [gradient, one]) };
    return {
      out: mixed(one, b.map('Relu', [x])),
      backward: (gradient) => mixed(b.map('EluGrad', [gradient, one]), b.map('ReluGrad', [gradient, one])),
    };
  },
  build: (tf, { alpha }, name) => (alpha === 1 ? tf.layers.elu({ name }) : scaledElu(tf)({ alpha, name })),
  stock: ({ alpha }) =>
    alpha === 1 || {
      en: `tfjs has ELU with alpha 1 only, not ${alpha}`,
      es: `tfjs solo tiene ELU con alfa 1, no ${alpha}`,
    },
  source: {
    pytorch: (x, { alpha }) => `F.elu(${x}, ${alpha})`,
    keras: (x, { alpha }) => `layers.ELU(alpha=${alpha})(${x})`,
  },
});

/** ELU with any alpha. tfjs's own supports alpha 1 only. */
const scaledElu = statelessLayer('ScaledELU', (tf, x, { alpha }: { readonly name: string; readonly alpha: number }) =>
  tf.add(tf.mul(tf.elu(x), alpha), tf.mul(tf.relu(x), 1 - alpha)),
);
