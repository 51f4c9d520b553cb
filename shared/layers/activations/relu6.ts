import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import { withDerivative } from '../support/derivative';
import type { Tf } from '../support/kind';
import { statelessLayer } from '../support/stateless-layer';
import { defineActivation, monotonicRange } from './activation';

/** min(max(x, 0), 6). Its gradient is 0 at both ends. Source: PyTorch `ReLU6`. */
export const relu6 = defineActivation({
  name: 'ReLU6',
  params: z.object({}),
  monotonic: true,
  unchanged: [0, 6],
  range: monotonicRange((x) => Math.min(Math.max(x, 0), 6)),

  kernel(b, x) {
    const out = b.map('Relu6', [x]);
    return { out, backward: (gradient) => b.map('Relu6Grad', [gradient, out]) };
  },
  build: (tf, _, name) => relu6Layer(tf)({ name, activation: 'relu6' }),
  source: {
    pytorch: (x) => `F.relu6(${x})`,
    keras: (x) => `layers.ReLU(max_value=6)(${x})`,
  },
});

/** The function in tfjs. The gradient of tfjs's own is not 0 at 6. */
export const cutAt6 = (tf: Tf, x: tfjs.Tensor): tfjs.Tensor =>
  withDerivative(tf, x, tf.relu6, (at) => tf.cast(tf.logicalAnd(tf.greater(at, 0), tf.less(at, 6)), 'float32'));

/** It is saved as tfjs's Activation. */
const relu6Layer = statelessLayer(
  'Activation',
  (tf, x, _: { readonly name: string; readonly activation: 'relu6' }) => cutAt6(tf, x),
  { stock: true },
);
