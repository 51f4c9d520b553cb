import { z } from 'zod';
import { greater, select } from '../../plan/select';
import { defineActivation, monotonicRange } from './activation';

const SCALE = 1.0507009873554805;
const ALPHA = 1.6732632423543772;

/**
 * s · x where x > 0, otherwise s · α · (eˣ − 1), with s and α such that values keep mean 0 and variance 1 from layer to layer.
 * Source: Klambauer et al. (2017), equation 2; PyTorch `SELU`.
 */
export const selu = defineActivation({
  name: 'SELU',
  params: z.object({}),
  monotonic: true,
  range: monotonicRange((x) => SCALE * (x < 0 ? ALPHA * Math.expm1(x) : x)),

  // At 0, PyTorch's slope is that of the left side, and SeluGrad's that of the right side.
  kernel(b, x) {
    const out = b.map('Selu', [x]);
    return {
      out,
      backward(gradient) {
        const below = b.map('AddV2', [out, b.scalar(SCALE * ALPHA)]);
        return b.map('Mul', [gradient, select(b, greater(b, x, 0), b.scalar(SCALE), below)]);
      },
    };
  },
  build: (tf, _, name) => tf.layers.activation({ activation: 'selu', name }),
  source: {
    pytorch: (x) => `F.selu(${x})`,
    keras: (x) => `layers.Activation("selu")(${x})`,
  },
});
