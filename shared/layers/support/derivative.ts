import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './kind';

/** A function of tensors, value by value. */
type Elementwise = (x: tfjs.Tensor) => tfjs.Tensor;

/** f(x) in tfjs, with this derivative in place of the one that tfjs derives. */
export function withDerivative(tf: Tf, x: tfjs.Tensor, f: Elementwise, derivative: Elementwise): tfjs.Tensor {
  return tf.customGrad((input, save) => {
    if (!(input instanceof tf.Tensor) || typeof save !== 'function')
      throw new Error('a derivative by something other than a tensor');
    save([input]);
    return {
      value: f(input),
      gradFunc: (gradient: tfjs.Tensor, [saved = input]) => tf.mul(gradient, derivative(saved)),
    };
  })(x);
}
