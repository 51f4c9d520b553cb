import type * as tfjs from '@tensorflow/tfjs';
import { reach } from '../../plan/dilate';
import type { Tf } from './kind';
import type { Pair } from './shape';

/**
 * Dilates a kernel [kH, kW, A, B] to [reach(kH), reach(kW), A, B] with zeros between its elements. A convolution with the dilated
 * kernel is a dilated convolution, and unlike tfjs's own it has a gradient.
 */
export function dilateKernel(tf: Tf, kernel: tfjs.Tensor4D, dilation: Pair): tfjs.Tensor4D {
  const [height, width, a, b] = kernel.shape;
  const cells = tf.reshape(kernel, [height, 1, width, 1, a * b]);
  const spread = tf.pad(cells, [
    [0, 0],
    [0, dilation[0] - 1],
    [0, 0],
    [0, dilation[1] - 1],
    [0, 0],
  ]);
  const whole: tfjs.Tensor4D = tf.reshape(spread, [height * dilation[0], width * dilation[1], a, b]);
  return tf.slice(whole, [0, 0, 0, 0], [reach(height, dilation[0]), reach(width, dilation[1]), a, b]);
}
