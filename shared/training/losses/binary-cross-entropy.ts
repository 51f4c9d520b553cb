import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Value } from '../../plan/builder';
import { FLOATS } from '../../plan/ops';
import { product } from '../../plan/stage';
import { sumOf } from '../../plan/sum';
import { defineLoss } from './loss';

/** PyTorch's lower bounds of the logarithms and of the gradient's denominator: outputs may be 0 and 1. */
const LEAST_LOG = -100;
const LEAST_DENOMINATOR = 1e-12;

/** −Σ (t · log y + (1 − t) · log(1 − y)) / n, whose gradient is (y − t) / (y · (1 − y)) / n. */
export const binaryCrossEntropy = defineLoss({
  name: 'BinaryCrossEntropy',
  params: z.object({}),
  tasks: ['reconstruction'],
  output: [0, 1],
  target: [0, 1],

  kernel(b, output, target) {
    const n = product(output.shape);
    const one = b.scalar(1);
    const lessThanOne = (x: Value) => b.op('Sub', FLOATS, [one, x], x.shape);
    const log = (x: Value) => b.map('Maximum', [b.map('Log', [x]), b.scalar(LEAST_LOG)]);
    const rest = lessThanOne(output);
    const sum = b.map('AddV2', [b.map('Mul', [target, log(output)]), b.map('Mul', [lessThanOne(target), log(rest)])]);
    return {
      loss: b.map('Mul', [sumOf(b, sum), b.scalar(-1 / n)]),
      gradient() {
        const denominator = b.map('Maximum', [b.map('Mul', [output, rest]), b.scalar(LEAST_DENOMINATOR)]);
        return b.map('Mul', [b.map('RealDiv', [b.map('Sub', [output, target]), denominator]), b.scalar(1 / n)]);
      },
    };
  },

  compute(tf, output, target) {
    const log = (x: tfjs.Tensor) => tf.maximum(tf.log(x), LEAST_LOG);
    const right = tf.mul(target, log(output));
    return tf.neg(tf.mean(tf.add(right, tf.mul(tf.sub(1, target), log(tf.sub(1, output))))));
  },

  source: {
    pytorch: () => 'nn.BCELoss()',
    keras: () => 'keras.losses.BinaryCrossentropy()',
    kerasRemark: [
      'Keras keeps probabilities 1e-7 away from 0 and 1, PyTorch keeps their logarithms above -100: outputs as',
      'sure as that, and wrong, cost less here.',
    ],
  },
});
