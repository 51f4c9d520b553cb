import { flag, type } from '../ops';
import type { OptimizerKernel } from './optimizer';
import { rateOf } from './sgd';

/** PyTorch's defaults. */
const DECAY = 0.99;
const EPSILON = 1e-8;

const ATTRIBUTES = [type('T', 'float32'), flag('use_locking', false), flag('use_nesterov', true)];

/**
 * PyTorch's `RMSprop`, whose epsilon is added outside the root; inside it in TensorFlow's own. It is Adam with β₁ = 0 that corrects
 * nothing (powers of 0), in Nesterov's form: that takes the gradient itself, and leaves the first slot without a meaning.
 */
export const rmsprop: OptimizerKernel = {
  slots: ['square'],
  scratch: ['gradient'],
  update(b, name, gradient) {
    const slots = ['gradient', 'square'].map((slot) => b.variable(`${name}/${slot}`));
    const none = b.scalar(0);
    const numbers = [none, none, rateOf(b), none, b.scalar(DECAY), b.scalar(EPSILON)];
    b.ops('ResourceApplyAdam', ATTRIBUTES, [b.variable(name), ...slots, ...numbers, gradient], []);
  },
};
