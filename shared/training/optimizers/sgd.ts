import { z } from 'zod';
import { real } from '../../layers/support/params';
import { flag, type } from '../../plan/ops';
import { defineOptimizer, rateOf } from './optimizer';

const ATTRIBUTES = [type('T', 'float32'), flag('use_locking', false)];

const source = (momentum: number) => (momentum > 0 ? `, momentum=${momentum}` : '');

/** PyTorch's `SGD`: the velocity is momentum · velocity + gradient, and the step is learning rate · velocity. */
export const sgd = defineOptimizer({
  name: 'SGD',
  params: z.object({
    momentum: real(
      {
        label: { en: 'momentum', es: 'momento' },
        help: {
          en: 'The fraction of the last step that is added to the next.',
          es: 'La fracción del último paso que se suma al siguiente.',
        },
      },
      { min: 0, max: 0.9999, below: 1 },
      0,
    ),
  }),
  slots: ({ momentum }) => (momentum === 0 ? [] : ['velocity']),

  update(b, name, gradient, { momentum }) {
    const weights = b.variable(name);
    if (momentum === 0) b.ops('ResourceApplyGradientDescent', ATTRIBUTES, [weights, rateOf(b), gradient], []);
    else {
      const inputs = [weights, b.variable(`${name}/velocity`), rateOf(b), gradient, b.scalar(momentum)];
      b.ops('ResourceApplyMomentum', [...ATTRIBUTES, flag('use_nesterov', false)], inputs, []);
    }
  },

  compute(tf, weights, gradient, [velocity], { learningRate }, { momentum }) {
    if (!velocity) return [tf.sub(weights, tf.mul(gradient, learningRate))];
    const next = tf.add(tf.mul(velocity, momentum), gradient);
    return [tf.sub(weights, tf.mul(next, learningRate)), next];
  },

  source: {
    pytorch: (parameters, { momentum }) => `torch.optim.SGD(${parameters}, lr=LEARNING_RATE${source(momentum)})`,
    keras: ({ momentum }) => `keras.optimizers.SGD(LEARNING_RATE${source(momentum)})`,
  },
});
