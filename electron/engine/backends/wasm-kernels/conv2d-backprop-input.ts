import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../../../../shared/layers/support/kind';
import type { Pair } from '../../../../shared/layers/support/shape';
import { convolutionAttrs, frame, shape4D, tensor4D, windowsOf } from './convolution';
import type { Kernel } from './kernel';

const attrsSchema = convolutionAttrs.extend({ inputShape: shape4D });

/**
 * The gradient of a convolution by its input, [N, H, W, in], which is also the forward pass of a transposed convolution:
 *
 *     dx[n, y, z, a] = Σ dy[n, p, q, b] · w[y − p·stride, z − q·stride, a, b]     over p, q, b
 *
 * with y and z counted from the padding's first. tfjs's own kernel does it value by value. Here it is a convolution of dy, without
 * the zeros that a stride would put between its values: all y of one remainder by the stride meet the same part of the kernel, so
 * that each remainder is a group of output channels, and the groups are then dealt out to their rows and columns.
 */
export const conv2dBackpropInput: Kernel = {
  name: 'Conv2DBackpropInput',
  make:
    ({ tf }) =>
    ({ inputs, attrs }) => {
      const [dy, kernel] = [tensor4D(tf, inputs, 'dy'), tensor4D(tf, inputs, 'filter')];
      const { inputShape, ...convolution } = attrsSchema.parse(attrs);
      const { strides, before } = windowsOf(tf, inputShape, kernel.shape, convolution);
      return tf.tidy(() => {
        const [, height, width] = inputShape;
        // How many values of dy meet one value of x along an axis, and how many groups of `stride` rows hold the wanted ones.
        const meet = (axis: 0 | 1) => Math.ceil(kernel.shape[axis] / strides[axis]);
        const [rows, columns] = [meet(0), meet(1)];
        const [high, wide] = [Math.ceil((before[0] + height) / strides[0]), Math.ceil((before[1] + width) / strides[1])];
        const framed = frame(tf, dy, [1 - rows, 1 - columns], [high + rows - 1, wide + columns - 1]);
        const groups = tf.conv2d(framed, regroup(tf, kernel, strides, [rows, columns]), 1, 'valid');
        return frame(tf, deal(tf, groups, strides), before, [height, width]);
      });
    },
};

/** A kernel [kH, kW, in, out] turned about, with each remainder by the stride a group: [rows, columns, out, groups · in]. */
function regroup(tf: Tf, kernel: tfjs.Tensor4D, [down, across]: Pair, [rows, columns]: Pair): tfjs.Tensor4D {
  const [height, width, input, output] = kernel.shape;
  const whole = tf.pad(kernel, [
    [0, rows * down - height],
    [0, columns * across - width],
    [0, 0],
    [0, 0],
  ]);
  const grouped = tf.transpose(tf.reshape(whole, [rows, down, columns, across, input, output]), [0, 2, 5, 1, 3, 4]);
  return tf.reverse(tf.reshape(grouped, [rows, columns, output, down * across * input]), [0, 1]);
}

/** Deals groups of channels out to rows and columns: [N, H, W, down · across · C] to [N, H · down, W · across, C]. */
function deal(tf: Tf, groups: tfjs.Tensor4D, [down, across]: Pair): tfjs.Tensor4D {
  const [batch, height, width, all] = groups.shape;
  if (down === 1 && across === 1) return groups;
  // A row's groups follow one another within each column: each must become a row of its own.
  const rows = tf.transpose(tf.reshape(groups, [batch * height, width, down, all / down]), [0, 2, 1, 3]);
  return tf.reshape(rows, [batch, height * down, width * across, all / (down * across)]);
}
