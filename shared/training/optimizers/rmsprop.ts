import { z } from 'zod';
import { flag, type } from '../../plan/ops';
import { defineOptimizer, rateOf } from './optimizer';

/** PyTorch's defaults. */
const DECAY = 0.99;
const EPSILON = 1e-8;

const ATTRIBUTES = [type('T', 'float32'), flag('use_locking', false), flag('use_nesterov', true)];

/** PyTorch's `RMSprop`: epsilon is added outside the root. */
export const rmsprop = defineOptimizer({
  name: 'RMSprop',
  params: z.object({}),
  slots: () => ['square'],
  scratch: () => ['gradient'],

  // TensorFlow's own adds epsilon inside the root. This is Adam with β₁ = 0 and without corrections (powers of 0), in Nesterov's form:
  // that uses the gradient itself, so that the content of the first slot does not matter.
  update(b, name, gradient) {
    const slots = ['gradient', 'square'].map((slot) => b.variable(`${name}/${slot}`));
    const none = b.scalar(0);
    const numbers = [none, none, rateOf(b), none, b.scalar(DECAY), b.scalar(EPSILON)];
    b.ops('ResourceApplyAdam', ATTRIBUTES, [b.variable(name), ...slots, ...numbers, gradient], []);
  },

  compute(tf, weights, gradient, [square = gradient], { learningRate }) {
    const next = tf.add(tf.mul(square, DECAY), tf.mul(tf.square(gradient), 1 - DECAY));
    return [tf.sub(weights, tf.mul(tf.div(gradient, tf.add(tf.sqrt(next), EPSILON)), learningRate)), next];
  },

  source: {
    pytorch: (parameters) => `torch.optim.RMSprop(${parameters}, lr=LEARNING_RATE)`,
    keras: () => 'keras.optimizers.RMSprop(LEARNING_RATE, rho=0.99, epsilon=1e-16)',
    kerasRemark: ['PyTorch adds 1e-8 to the root, Keras its epsilon under it.'],
  },
});
