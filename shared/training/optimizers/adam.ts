import { z } from 'zod';
import type { Builder, PlanInput, Value } from '../../plan/builder';
import { flag, type } from '../../plan/ops';
import { defineOptimizer } from './optimizer';

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
interface Scalars {
  readonly power1: Value;
  readonly power2: Value;
  readonly rate: Value;
  readonly epsilon: Value;
}
const scalars = new WeakMap<Builder, Scalars>();

function scalarsOf(b: Builder): Scalars {
  const known = scalars.get(b);
  if (known) return known;
  const fed = (of: (input: PlanInput) => number) => b.feed('float32', [], (input) => new Float32Array([of(input)]));
  const made: Scalars = {
    power1: fed(({ step }) => BETA1 ** step.step),
    power2: fed(({ step }) => BETA2 ** step.step),
    rate: fed(({ step }) => step.learningRate),
    epsilon: fed(({ step }) => EPSILON * Math.sqrt(1 - BETA2 ** step.step)),
  };
  scalars.set(b, made);
  return made;
}
