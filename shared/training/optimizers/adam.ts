import { z } from 'zod';
import type { Builder } from '../../plan/builder';
import { flag, type } from '../../plan/ops';
import { defineOptimizer, rateOf } from './optimizer';

/** PyTorch's defaults. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** Kingma and Ba (2015), algorithm 1, as PyTorch's `Adam`: epsilon is added to the root of the corrected mean square. */
export const adam = defineOptimizer({
  name: 'Adam',
  params: z.object({}),
  slots: () => ['m', 'v'],

  // TensorFlow adds epsilon to the root of the uncorrected mean square: it is given epsilon times the root of the correction.
  update(b, name, gradient) {
    const { power1, power2, rate, epsilon } = scalarsOf(b);
    const slots = ['m', 'v'].map((slot) => b.variable(`${name}/${slot}`));
    const numbers = [power1, power2, rate, b.scalar(BETA1), b.scalar(BETA2), epsilon];
    b.ops('ResourceApplyAdam', ATTRIBUTES, [b.variable(name), ...slots, ...numbers, gradient], []);
  },

  compute(tf, weights, gradient, [m = gradient, v = gradient], { learningRate, step }) {
    const mean = tf.add(tf.mul(m, BETA1), tf.mul(gradient, 1 - BETA1));
    const square = tf.add(tf.mul(v, BETA2), tf.mul(tf.square(gradient), 1 - BETA2));
    const denominator = tf.add(tf.div(tf.sqrt(square), Math.sqrt(1 - BETA2 ** step)), EPSILON);
    const change = tf.mul(tf.div(mean, denominator), learningRate / (1 - BETA1 ** step));
    return [tf.sub(weights, change), mean, square];
  },

  source: {
    pytorch: (parameters) => `torch.optim.Adam(${parameters}, lr=LEARNING_RATE)`,
    keras: () => 'keras.optimizers.Adam(LEARNING_RATE, epsilon=1e-8)',
  },
});

const ATTRIBUTES = [type('T', 'float32'), flag('use_locking', false), flag('use_nesterov', false)];

/** The numbers of a step, fed once for all variables of a plan. */
function scalarsOf(b: Builder) {
  const fed = (name: string, of: (step: number) => number) =>
    b.once(`Adam ${name}`, () => b.feed('float32', [], ({ step }) => new Float32Array([of(step.step)])));
  return {
    power1: fed('power1', (step) => BETA1 ** step),
    power2: fed('power2', (step) => BETA2 ** step),
    rate: rateOf(b),
    epsilon: fed('epsilon', (step) => EPSILON * Math.sqrt(1 - BETA2 ** step)),
  };
}
