import { z } from 'zod';
import { real } from '../../layers/support/params';
import { type } from '../../plan/ops';
import { adam } from './adam';
import { defineOptimizer, rateOf } from './optimizer';

/**
 * Adam with decoupled weight decay: weights shrink by the factor 1 − learning rate · decay, and then move as in Adam. In SGD or Adam,
 * decay is added to the gradient instead. Source: Loshchilov and Hutter (2019), algorithm 2; PyTorch `AdamW`.
 */
export const adamW = defineOptimizer({
  name: 'AdamW',
  params: z.object({
    weightDecay: real(
      {
        label: { en: 'weight decay', es: 'decaimiento de pesos' },
        help: {
          en: 'Each step takes this fraction of every weight, times the learning rate, away.',
          es: 'Cada paso quita de cada peso esta fracción, multiplicada por la tasa de aprendizaje.',
        },
      },
      { min: 0, max: 10 },
      0.01,
    ),
  }),
  slots: adam.slots,

  update(b, name, gradient, { weightDecay }) {
    const part = b.once(`weight decay ${weightDecay}`, () => b.map('Mul', [rateOf(b), b.scalar(weightDecay)]));
    b.ops('AssignSubVariableOp', [type('dtype', 'float32')], [b.variable(name), b.map('Mul', [b.read(name), part])], []);
    adam.update(b, name, gradient, {});
  },

  compute(tf, weights, gradient, slots, step, { weightDecay }) {
    return adam.compute(tf, tf.mul(weights, 1 - step.learningRate * weightDecay), gradient, slots, step, {});
  },

  source: {
    pytorch: (parameters, { weightDecay }) => `torch.optim.AdamW(${parameters}, lr=LEARNING_RATE, weight_decay=${weightDecay})`,
    keras: ({ weightDecay }) => `keras.optimizers.AdamW(LEARNING_RATE, weight_decay=${weightDecay}, epsilon=1e-8)`,
  },
});
