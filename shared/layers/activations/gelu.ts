import { z } from 'zod';
import { statelessLayer } from '../support/stateless-layer';
import { defineActivation } from './activation';

/** The least value, at x = −0.7518, rounded down. */
const LEAST = -0.17;

/**
 * x · Φ(x), where Φ(x) = (1 + erf(x / √2)) / 2 is the normal distribution's cumulative function; its derivative is Φ(x) + x · φ(x), with
 * the density φ(x) = e^(−x² / 2) / √(2π). Source: Hendrycks and Gimpel (2016); PyTorch `GELU`, in its exact form.
 */
export const gelu = defineActivation({
  name: 'GELU',
  params: z.object({}),
  monotonic: false,
  // Bounds: x / 2 ≤ GELU(x) ≤ x from 0 on, and LEAST ≤ GELU(x) ≤ 0 below.
  range: (_, [low, high]) => [low >= 0 ? low / 2 : LEAST, Math.max(0, high)],

  kernel(b, x) {
    const erf = b.map('Erf', [b.map('Mul', [x, b.scalar(Math.SQRT1_2)])]);
    const cumulative = b.map('Mul', [b.map('AddV2', [erf, b.scalar(1)]), b.scalar(0.5)]);
    return {
      out: b.map('Mul', [x, cumulative]),
      backward(gradient) {
        const exponential = b.map('Exp', [b.map('Mul', [b.map('Square', [x]), b.scalar(-0.5)])]);
        const density = b.map('Mul', [exponential, b.scalar(1 / Math.sqrt(2 * Math.PI))]);
        return b.map('Mul', [gradient, b.map('AddV2', [cumulative, b.map('Mul', [x, density])])]);
      },
    };
  },
  build: (tf, _, name) => geluLayer(tf)({ name }),
  stock: () => ({ en: 'tfjs has no GELU', es: 'tfjs no tiene GELU' }),
  source: {
    pytorch: (x) => `F.gelu(${x})`,
    keras: (x) => `layers.Activation("gelu")(${x})`,
  },
});

const geluLayer = statelessLayer('GELU', (tf, x) => tf.mul(x, tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5)));
