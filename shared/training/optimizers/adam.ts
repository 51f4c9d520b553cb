import { z } from 'zod';
import type { Builder } from '../../plan/builder';
import { flag, type } from '../../plan/ops';
import { defineOptimizer, rateOf } from './optimizer';
import { adamParams, decayed, kerasClass, pythonOptions, weightDecay } from './params';

/**
 * Kingma and Ba (2015), algorithm 1, as PyTorch's `Adam`: epsilon is added to the root of the corrected mean square, and weight decay to
 * the gradient. AMSGrad (Reddi, Kale and Kumar, 2018) keeps the maximum of the mean square before its correction.
 */
export const adam = defineOptimizer({
  name: 'Adam',
  params: z.object({ ...adamParams(), weightDecay: weightDecay() }),
  slots: ({ amsgrad }) => (amsgrad ? ['m', 'v', 'vMax'] : ['m', 'v']),

  // TensorFlow adds epsilon to the root of the uncorrected mean square: it is given epsilon times the root of the correction.
  update(b, name, gradient, p) {
    const { power1, power2, rate, epsilon } = scalarsOf(b, p);
    const slots = (p.amsgrad ? ['m', 'v', 'vMax'] : ['m', 'v']).map((slot) => b.variable(`${name}/${slot}`));
    const numbers = [power1, power2, rate, b.scalar(p.beta1), b.scalar(p.beta2), epsilon];
    const inputs = [b.variable(name), ...slots, ...numbers, decayed(b, name, gradient, p.weightDecay)];
    if (p.amsgrad) b.ops('ResourceApplyAdamWithAmsgrad', LOCKING, inputs, []);
    else b.ops('ResourceApplyAdam', [...LOCKING, flag('use_nesterov', false)], inputs, []);
  },

  compute(tf, weights, given, [m = given, v = given, most], { learningRate, step }, p) {
    const { beta1, beta2, epsilon, weightDecay: part } = p;
    const gradient = part === 0 ? given : tf.add(given, tf.mul(weights, part));
    const mean = tf.add(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1));
    const square = tf.add(tf.mul(v, beta2), tf.mul(tf.square(gradient), 1 - beta2));
    const largest = most && tf.maximum(most, square);
    const denominator = tf.add(tf.div(tf.sqrt(largest ?? square), Math.sqrt(1 - beta2 ** step)), epsilon);
    const change = tf.mul(tf.div(mean, denominator), learningRate / (1 - beta1 ** step));
    return [tf.sub(weights, change), mean, square, ...(largest ? [largest] : [])];
  },

  source: {
    pytorch: (parameters, p) =>
      `torch.optim.Adam(${parameters}, lr=LEARNING_RATE${adamPytorch(p)}${pythonOptions({ weight_decay: [p.weightDecay, 0] })})`,
    keras: (p) => `${kerasClass('Adam', p.weightDecay)}(LEARNING_RATE${adamKeras(p)})`,
  },
});

/** The parameters of Adam and AdamW. */
interface AdamParams {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly amsgrad: boolean;
}

/** The options of PyTorch's Adam and AdamW. */
export function adamPytorch({ beta1, beta2, epsilon, amsgrad }: AdamParams): string {
  const betas = beta1 === 0.9 && beta2 === 0.999 ? '' : `, betas=(${beta1}, ${beta2})`;
  return `${betas}${pythonOptions({ eps: [epsilon, 1e-8], amsgrad: [amsgrad, false] })}`;
}

/** The options of Keras's Adam and AdamW. */
export function adamKeras({ beta1, beta2, epsilon, amsgrad }: AdamParams): string {
  return `${pythonOptions({ beta_1: [beta1, 0.9], beta_2: [beta2, 0.999] })}, epsilon=${epsilon}${amsgrad ? ', amsgrad=True' : ''}`;
}

const LOCKING = [type('T', 'float32'), flag('use_locking', false)];

/** The numbers of a step, fed once for all variables of a plan. */
function scalarsOf(b: Builder, { beta1, beta2, epsilon }: AdamParams) {
  const fed = (name: string, of: (step: number) => number) =>
    b.once(`Adam ${name}`, () => b.feed('float32', [], ({ step }) => new Float32Array([of(step.step)])));
  return {
    power1: fed(`power ${beta1}`, (step) => beta1 ** step),
    power2: fed(`power ${beta2}`, (step) => beta2 ** step),
    rate: rateOf(b),
    epsilon: fed(`epsilon ${epsilon} ${beta2}`, (step) => epsilon * Math.sqrt(1 - beta2 ** step)),
  };
}
