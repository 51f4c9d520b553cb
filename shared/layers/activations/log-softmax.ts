import { z } from 'zod';
import { flag, type } from '../../plan/ops';
import { statelessLayer } from '../support/stateless-layer';
import { defineActivation } from './activation';

/**
 * The logarithm of Softmax: x − log Σ eˣ over all channels. With y the output, the gradient of x is g − e^y · Σ g.
 * Source: PyTorch `LogSoftmax`.
 */
export const logSoftmax = defineActivation({
  name: 'LogSoftmax',
  params: z.object({}),
  monotonic: false,
  note: { en: 'over the channels', es: 'sobre los canales' },
  range: () => [Number.NEGATIVE_INFINITY, 0],

  kernel(b, x) {
    const out = b.op('LogSoftmax', [type('T', 'float32')], [x], x.shape);
    return {
      out,
      backward(gradient) {
        const attributes = [type('T', 'float32'), type('Tidx', 'int32'), flag('keep_dims', true)];
        const sum = b.op('Sum', attributes, [gradient, b.axis(-1)], [...x.shape.slice(0, -1), 1]);
        return b.map('Sub', [gradient, b.map('Mul', [b.map('Exp', [out]), sum])]);
      },
    };
  },
  build: (tf, _, name) => logSoftmaxLayer(tf)({ name, activation: 'logSoftmax' }),
  source: {
    pytorch: (x) => `torch.log_softmax(${x}, 1)`,
    keras: (x) => `layers.Activation("log_softmax")(${x})`,
  },
});

/** It is saved as tfjs's Activation, whose types lack this function. */
const logSoftmaxLayer = statelessLayer(
  'Activation',
  (tf, x, _: { readonly name: string; readonly activation: 'logSoftmax' }) => tf.logSoftmax(x, -1),
  { stock: true },
);
