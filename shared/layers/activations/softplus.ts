import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import { greater, select } from '../../plan/select';
import { withDerivative } from '../support/derivative';
import type { Interval } from '../support/interval';
import { real } from '../support/params';
import { statelessLayer } from '../support/stateless-layer';
import { defineActivation } from './activation';

interface Softplus {
  readonly beta: number;
  readonly threshold: number;
}

/** From this threshold on, both branches agree to the precision of float32. */
const SEAMLESS = 20;

/**
 * log(1 + e^(beta · x)) / beta where beta · x is at most `threshold`, otherwise x. Its derivative is the sigmoid of beta · x, or 1.
 * Source: PyTorch `Softplus`.
 */
export const softplus = defineActivation({
  name: 'Softplus',
  params: z.object({
    beta: real(
      {
        label: { en: 'beta', es: 'beta' },
        help: {
          en: 'Softplus only: the larger, the closer it is to ReLU.',
          es: 'Solo Softplus: cuanto mayor, más se parece a ReLU.',
        },
      },
      { min: 0.01, max: 100 },
      1,
    ),
    // PyTorch's exponential overflows from 88 on.
    threshold: real(
      {
        label: { en: 'threshold', es: 'umbral' },
        help: {
          en: 'Softplus only: returns x unchanged where beta · x is above this.',
          es: 'Solo Softplus: devuelve x sin cambios donde beta · x supera este valor.',
        },
      },
      { min: 0, max: 80 },
      SEAMLESS,
    ),
  }),
  // At the threshold it falls, by very little with the default.
  monotonic: false,
  range: rangeOf,

  kernel(b, x, { beta, threshold }) {
    const scaled = b.map('Mul', [x, b.scalar(beta)]);
    const linear = greater(b, scaled, threshold);
    return {
      out: select(b, linear, x, b.map('Mul', [b.map('Softplus', [scaled]), b.scalar(1 / beta)])),
      backward: (gradient) => select(b, linear, gradient, b.map('SoftplusGrad', [gradient, scaled])),
    };
  },
  build: (tf, { beta, threshold }, name) =>
    isStock({ beta, threshold })
      ? tf.layers.activation({ activation: 'softplus', name })
      : softplusLayer(tf)({ name, beta, threshold }),
  stock: (p) => isStock(p) || { en: 'tfjs has Softplus with beta 1 only', es: 'tfjs solo tiene Softplus con beta 1' },
  source: {
    pytorch: (x, { beta, threshold }) =>
      `F.softplus(${x}${beta === 1 ? '' : `, beta=${beta}`}${threshold === SEAMLESS ? '' : `, threshold=${threshold}`})`,
    keras: (x, { beta, threshold }) =>
      isStock({ beta, threshold })
        ? `layers.Activation("softplus")(${x})`
        : `layers.Lambda(lambda v: keras.ops.where(${beta} * v > ${threshold}, v, keras.ops.softplus(${beta} * v) / ${beta}))(${x})`,
  },
});

const isStock = ({ beta, threshold }: Softplus): boolean => beta === 1 && threshold >= SEAMLESS;

/** The function rises on each side of the threshold. */
function rangeOf({ beta, threshold }: Softplus, [low, high]: Interval): Interval {
  const curved = (x: number) => Math.log1p(Math.exp(beta * x)) / beta;
  const at = (x: number) => (beta * x > threshold ? x : curved(x));
  const cut = threshold / beta;
  if (high <= cut || low > cut) return [at(low), at(high)];
  return [Math.min(at(low), cut), Math.max(at(high), curved(cut))];
}

const softplusLayer = statelessLayer('Softplus', (tf, x, { beta, threshold }: Softplus & { readonly name: string }) => {
  const isLinear = (at: tfjs.Tensor) => tf.greater(tf.mul(at, beta), threshold);
  return withDerivative(
    tf,
    x,
    (at) => tf.where(isLinear(at), at, tf.div(tf.softplus(tf.mul(at, beta)), beta)),
    (at) => tf.where(isLinear(at), tf.onesLike(at), tf.sigmoid(tf.mul(at, beta))),
  );
});
