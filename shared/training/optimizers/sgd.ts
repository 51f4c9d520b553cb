import { z } from 'zod';
import { toggle } from '../../layers/support/params';
import { flag, type } from '../../plan/ops';
import { defineOptimizer, rateOf } from './optimizer';
import { decayed, kerasClass, momentum, pythonOptions, weightDecay } from './params';

const ATTRIBUTES = [type('T', 'float32'), flag('use_locking', false)];

/**
 * PyTorch's `SGD`: the velocity is momentum · velocity + gradient, and the step is learning rate · velocity; with Nesterov's momentum, it
 * is learning rate · (gradient + momentum · velocity). Weight decay is added to the gradient.
 */
export const sgd = defineOptimizer({
  name: 'SGD',
  params: z.object({
    momentum: momentum(),
    nesterov: toggle(
      {
        label: { en: 'Nesterov', es: 'Nesterov' },
        help: {
          en: 'Takes the gradient a step ahead. It has an effect with a momentum above 0 only.',
          es: 'Toma el gradiente un paso más adelante. Solo tiene efecto con un momento mayor que 0.',
        },
      },
      false,
    ),
    weightDecay: weightDecay(),
  }),
  slots: ({ momentum: mu }) => (mu === 0 ? [] : ['velocity']),

  update(b, name, given, { momentum: mu, nesterov, weightDecay: part }) {
    const [weights, gradient] = [b.variable(name), decayed(b, name, given, part)];
    if (mu === 0) b.ops('ResourceApplyGradientDescent', ATTRIBUTES, [weights, rateOf(b), gradient], []);
    else {
      const inputs = [weights, b.variable(`${name}/velocity`), rateOf(b), gradient, b.scalar(mu)];
      b.ops('ResourceApplyMomentum', [...ATTRIBUTES, flag('use_nesterov', nesterov)], inputs, []);
    }
  },

  compute(tf, weights, given, [velocity], { learningRate }, { momentum: mu, nesterov, weightDecay: part }) {
    const gradient = part === 0 ? given : tf.add(given, tf.mul(weights, part));
    if (!velocity) return [tf.sub(weights, tf.mul(gradient, learningRate))];
    const next = tf.add(tf.mul(velocity, mu), gradient);
    const step = nesterov ? tf.add(gradient, tf.mul(next, mu)) : next;
    return [tf.sub(weights, tf.mul(step, learningRate)), next];
  },

  source: {
    pytorch: (parameters, { momentum: mu, nesterov, weightDecay: part }) =>
      `torch.optim.SGD(${parameters}, lr=LEARNING_RATE${pythonOptions({
        momentum: [mu, 0],
        nesterov: [nesterov && mu > 0, false],
        weight_decay: [part, 0],
      })})`,
    keras: ({ momentum: mu, nesterov, weightDecay: part }) =>
      `${kerasClass('SGD', part)}(LEARNING_RATE${pythonOptions({ momentum: [mu, 0], nesterov: [nesterov && mu > 0, false] })})`,
  },
});
