import { z } from 'zod';
import { ANYTHING } from '../../layers/support/interval';
import { product } from '../../plan/stage';
import { sumOf } from '../../plan/sum';
import { defineLoss } from './loss';

/** Σ |y − t| / n. */
export const l1 = defineLoss({
  name: 'L1',
  params: z.object({}),
  tasks: ['reconstruction'],
  output: ANYTHING,
  target: ANYTHING,

  kernel(b, output, target) {
    const difference = b.map('Sub', [output, target]);
    const scale = b.scalar(1 / product(output.shape));
    return {
      loss: b.map('Mul', [sumOf(b, b.map('Abs', [difference])), scale]),
      gradient: () => b.map('Mul', [b.map('Sign', [difference]), scale]),
    };
  },
  compute: (tf, output, target) => tf.mean(tf.abs(tf.sub(output, target))),
  source: { pytorch: () => 'nn.L1Loss()', keras: () => 'keras.losses.MeanAbsoluteError()' },
});
