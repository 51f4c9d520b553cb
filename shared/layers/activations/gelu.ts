import { z } from 'zod';
import type { Builder, Value } from '../../plan/builder';
import { choice } from '../support/params';
import { statelessLayer } from '../support/stateless-layer';
import { defineActivation } from './activation';

/** The least value, at x = −0.7518, rounded down. */
const LEAST = -0.1701;

/**
 * x · Φ(x), where Φ(x) = (1 + erf(x / √2)) / 2 is the normal distribution's cumulative function; its derivative is Φ(x) + x · φ(x), with
 * the density φ(x) = e^(−x² / 2) / √(2π). Or with an approximation: Φ(x) = (1 + tanh(u)) / 2, u = √(2/π) · (x + 0.044715 · x³).
 * Source: Hendrycks and Gimpel (2016), section 2; PyTorch `GELU`.
 */
export const gelu = defineActivation({
  name: 'GELU',
  params: z.object({
    approximate: choice(
      {
        label: { en: 'approximation', es: 'aproximación' },
        help: {
          en: 'GELU only: none is exact, tanh is what some published models use.',
          es: 'Solo GELU: none es exacta, tanh es la que usan algunos modelos publicados.',
        },
      },
      ['none', 'tanh'],
      'none',
    ),
  }),
  monotonic: false,
  // Bounds: x / 2 ≤ GELU(x) ≤ x from 0 on, and LEAST ≤ GELU(x) ≤ 0 below.
  range: (_, [low, high]) => [low >= 0 ? low / 2 : LEAST, Math.max(0, high)],

  kernel(b, x, { approximate }) {
    const { cumulative, density } = approximate === 'tanh' ? byTanh(b, x) : exactly(b, x);
    return {
      out: b.map('Mul', [x, cumulative]),
      backward: (gradient) => b.map('Mul', [gradient, b.map('AddV2', [cumulative, b.map('Mul', [x, density()])])]),
    };
  },
  build: (tf, { approximate }, name) =>
    approximate === 'tanh' ? tanhGelu(tf)({ name }) : tf.layers.activation({ activation: 'gelu', name }),
  stock: ({ approximate }) =>
    approximate === 'none' || {
      en: 'tfjs cannot read its own GELU with the approximation tanh from a file',
      es: 'tfjs no puede leer de un archivo su propia GELU con la aproximación tanh',
    },
  source: {
    pytorch: (x, { approximate }) => `F.gelu(${x}${approximate === 'tanh' ? ', approximate="tanh"' : ''})`,
    keras: (x, { approximate }) =>
      approximate === 'tanh'
        ? `layers.Lambda(lambda v: keras.activations.gelu(v, approximate=True))(${x})`
        : `layers.Activation("gelu")(${x})`,
  },
});

/** The cumulative function, and its derivative. */
interface Distribution {
  readonly cumulative: Value;
  density(): Value;
}

/** Half of 1 + x. */
const halfOfOnePlus = (b: Builder, x: Value): Value => b.map('Mul', [b.map('AddV2', [x, b.scalar(1)]), b.scalar(0.5)]);

function exactly(b: Builder, x: Value): Distribution {
  return {
    cumulative: halfOfOnePlus(b, b.map('Erf', [b.map('Mul', [x, b.scalar(Math.SQRT1_2)])])),
    density() {
      const exponential = b.map('Exp', [b.map('Mul', [b.map('Square', [x]), b.scalar(-0.5)])]);
      return b.map('Mul', [exponential, b.scalar(1 / Math.sqrt(2 * Math.PI))]);
    },
  };
}

/** With u = scale · (x + 0.044715 · x³), the derivative is (1 − tanh²(u)) · u′ / 2, and u′ = scale + scale · 3 · 0.044715 · x². */
function byTanh(b: Builder, x: Value): Distribution {
  const scale = Math.sqrt(2 / Math.PI);
  const square = b.map('Square', [x]);
  const polynomial = (factor: number) =>
    b.map('AddV2', [b.map('Mul', [square, b.scalar(factor * 0.044715 * scale)]), b.scalar(scale)]);
  const tanh = b.map('Tanh', [b.map('Mul', [x, polynomial(1)])]);
  return {
    cumulative: halfOfOnePlus(b, tanh),
    density: () => b.map('Mul', [b.map('TanhGrad', [tanh, polynomial(3)]), b.scalar(0.5)]),
  };
}

const tanhGelu = statelessLayer('TanhGELU', (tf, x) => {
  const cube = tf.mul(tf.square(x), x);
  const tanh = tf.tanh(tf.mul(tf.add(x, tf.mul(cube, 0.044715)), Math.sqrt(2 / Math.PI)));
  return tf.mul(x, tf.mul(tf.add(tanh, 1), 0.5));
});
