import { z } from 'zod';
import { ANYTHING } from '../../layers/support/interval';
import { FLOATS } from '../../plan/ops';
import { product } from '../../plan/stage';
import { defineLoss } from './loss';

/** Σ (y − t)² / n. */
export const mse = defineLoss({
  name: 'MSE',
  params: z.object({}),
  tasks: ['reconstruction'],
  output: ANYTHING,
  target: ANYTHING,

  // TensorFlow's L2Loss is half of the sum.
  kernel(b, output, target) {
    const difference = b.map('Sub', [output, target]);
    const scale = b.scalar(2 / product(output.shape));
    return {
      loss: b.map('Mul', [b.op('L2Loss', FLOATS, [difference], []), scale]),
      gradient: () => b.map('Mul', [difference, scale]),
    };
  },
  compute: (tf, output, target) => tf.mean(tf.square(tf.sub(output, target))),
  source: { pytorch: () => 'nn.MSELoss()', keras: () => 'keras.losses.MeanSquaredError()' },
});
