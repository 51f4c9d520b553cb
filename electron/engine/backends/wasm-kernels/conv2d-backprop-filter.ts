import type * as tfjs from '@tensorflow/tfjs';
import { convolutionAttrs, frame, shape4D, tensor4D, windowsOf } from './convolution';
import type { Kernel } from './kernel';

const attrsSchema = convolutionAttrs.extend({ filterShape: shape4D });

/**
 * The gradient of a convolution with respect to its kernel, [kH, kW, in, out], which tfjs's WebAssembly backend lacks:
 *
 *     dw[i, j, a, b] = Σ x[n, y·stride + i, z·stride + j, a] · dy[n, y, z, b]     over n, y, z
 *
 * This is itself a convolution of x with dy as the kernel, in which images and channels are swapped and the stride becomes a
 * dilation.
 */
export const conv2dBackpropFilter: Kernel = {
  name: 'Conv2DBackpropFilter',
  make:
    ({ tf }) =>
    ({ inputs, attrs }) => {
      const [x, dy] = [tensor4D(tf, inputs, 'x'), tensor4D(tf, inputs, 'dy')];
      const { filterShape, ...convolution } = attrsSchema.parse(attrs);
      const { strides, before } = windowsOf(tf, x.shape, filterShape, convolution);
      return tf.tidy(() => {
        const reached = (axis: 0 | 1) => ((dy.shape[axis + 1] ?? 0) - 1) * strides[axis] + filterShape[axis];
        const image = frame(tf, x, [-before[0], -before[1]], [reached(0), reached(1)]);
        const images: tfjs.Tensor4D = tf.transpose(image, [3, 1, 2, 0]);
        const kernel: tfjs.Tensor4D = tf.transpose(dy, [1, 2, 0, 3]);
        return tf.transpose(tf.conv2d(images, kernel, 1, 'valid', 'NHWC', [strides[0], strides[1]]), [1, 2, 0, 3]);
      });
    },
};
