import { z } from 'zod';
import { type } from '../../plan/ops';
import { adam, adamKeras, adamPytorch } from './adam';
import { defineOptimizer, rateOf } from './optimizer';
import { adamParams, weightDecay } from './params';

/**
 * Adam with decoupled weight decay: weights shrink by the factor 1 − learning rate · decay, and then move as in Adam. In SGD or Adam,
 * decay is added to the gradient instead. Source: Loshchilov and Hutter (2019), algorithm 2; PyTorch `AdamW`.
 */
export const adamW = defineOptimizer({
  name: 'AdamW',
  params: z.object({ ...adamParams(), weightDecay: weightDecay(0.01) }),
  slots: adam.slots,

  update(b, name, gradient, p) {
    const part = b.once(`weight decay ${p.weightDecay}`, () => b.map('Mul', [rateOf(b), b.scalar(p.weightDecay)]));
    b.ops('AssignSubVariableOp', [type('dtype', 'float32')], [b.variable(name), b.map('Mul', [b.read(name), part])], []);
    adam.update(b, name, gradient, { ...p, weightDecay: 0 });
  },

  compute(tf, weights, gradient, slots, step, p) {
    const shrunk = tf.mul(weights, 1 - step.learningRate * p.weightDecay);
    return adam.compute(tf, shrunk, gradient, slots, step, { ...p, weightDecay: 0 });
  },

  source: {
    pytorch: (parameters, p) =>
      `torch.optim.AdamW(${parameters}, lr=LEARNING_RATE, weight_decay=${p.weightDecay}${adamPytorch(p)})`,
    keras: (p) => `keras.optimizers.AdamW(LEARNING_RATE, weight_decay=${p.weightDecay}${adamKeras(p)})`,
  },
});
