import type * as tfjs from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tf } from '../../../../shared/layers/support/kind';
import type { Pair } from '../../../../shared/layers/support/shape';
import { convolutionAttrs, frame, type Shape4D, shape4D, tensor4D, type Windows, windowsOf } from './convolution';
import { floatsOf, type Kernel } from './kernel';

const attrsSchema = convolutionAttrs.extend({ inputShape: shape4D });

/** The matrix product is used if it needs less than this fraction of the convolution's multiplications. */
const WORTH = 0.7;
/** The maximum number of output values of one matrix product: few enough to stay mostly in the processor's cache. */
const AT_ONCE = 4e6;

/**
 * The gradient of a convolution with respect to its input, [N, H, W, in], which is also the forward pass of a transposed convolution:
 *
 *     dx[n, y, z, a] = Σ dy[n, p, q, b] · w[y − p·stride, z − q·stride, a, b]     over p, q, b
 *
 * with y and z counted from the first row and column of the padding. tfjs's own kernel computes it value by value. This one takes the
 * cheaper of two methods: a convolution, or a matrix product whose rows are then added at their positions (col2im).
 */
export const conv2dBackpropInput: Kernel = {
  name: 'Conv2DBackpropInput',
  make:
    ({ tf, backend }) =>
    ({ inputs, attrs }) => {
      const [dy, kernel] = [tensor4D(tf, inputs, 'dy'), tensor4D(tf, inputs, 'filter')];
      const { inputShape, ...convolution } = attrsSchema.parse(attrs);
      const windows = windowsOf(tf, inputShape, kernel.shape, convolution);
      const { high, wide, rows, columns } = groupsOf(inputShape, kernel.shape, windows);
      // Multiplications of one image, for each pair of channels.
      const convolving = high * wide * rows * columns * windows.strides[0] * windows.strides[1];
      const multiplying = dy.shape[1] * dy.shape[2] * kernel.shape[0] * kernel.shape[1];
      if (multiplying < WORTH * convolving) return multiplied(tf, backend, dy, kernel, inputShape, windows);
      return convolved(tf, dy, kernel, inputShape, windows);
    },
};

/** Along each axis: the number of values of dy that contribute to one value of x, and the number of groups of `stride` rows or columns. */
function groupsOf([, height, width]: Shape4D, kernel: Shape4D, { strides, before }: Windows) {
  const meet = (axis: 0 | 1) => Math.ceil(kernel[axis] / strides[axis]);
  const [high, wide] = [Math.ceil((before[0] + height) / strides[0]), Math.ceil((before[1] + width) / strides[1])];
  return { rows: meet(0), columns: meet(1), high, wide };
}

/**
 * Computes it as a convolution of dy, without the zeros that a stride would insert between its values (sub-pixel convolution): all y
 * with the same remainder modulo the stride use the same part of the kernel, so each remainder is a group of output channels, and the
 * groups are then interleaved into rows and columns.
 */
function convolved(tf: Tf, dy: tfjs.Tensor4D, kernel: tfjs.Tensor4D, shape: Shape4D, windows: Windows): tfjs.Tensor4D {
  const { strides, before } = windows;
  const { high, wide, rows, columns } = groupsOf(shape, kernel.shape, windows);
  return tf.tidy(() => {
    const framed = frame(tf, dy, [1 - rows, 1 - columns], [high + rows - 1, wide + columns - 1]);
    const groups = tf.conv2d(framed, regroup(tf, kernel, strides, [rows, columns]), 1, 'valid');
    return frame(tf, deal(tf, groups, strides), before, [shape[1], shape[2]]);
  });
}

/** Computes it as the product of each value of dy with the whole kernel, added where windows overlap. */
function multiplied(
  tf: Tf,
  backend: BackendWasm,
  dy: tfjs.Tensor4D,
  kernel: tfjs.Tensor4D,
  shape: Shape4D,
  { strides, before }: Windows,
): tfjs.TensorInfo {
  const [[batch, rows, columns, output], [high, wide, input]] = [dy.shape, kernel.shape];
  const [, height, width] = shape;
  const dx = backend.makeOutput(shape, 'float32');
  floatsOf(backend, dx).fill(0);
  const images = Math.max(1, Math.floor(AT_ONCE / (rows * columns * high * wide * input)));
  for (let first = 0; first < batch; first += images) {
    const count = Math.min(images, batch - first);
    const products = tf.tidy(() => {
      const part = count === batch ? dy : tf.slice(dy, [first, 0, 0, 0], [count, rows, columns, output]);
      const values = tf.reshape(part, [count * rows * columns, output]);
      return tf.matMul(values, tf.reshape(kernel, [high * wide * input, output]), false, true);
    });
    const [found, sums] = [floatsOf(backend, products), floatsOf(backend, dx)];
    const run = wide * input;
    let at = 0;
    for (let image = first; image < first + count; image++)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) {
          const left = column * strides[1] - before[1];
          // Values beyond the image's edges are dropped.
          const [from, until] = [Math.max(0, -left) * input, Math.min(wide, width - left) * input];
          for (let y = row * strides[0] - before[0], end = y + high; y < end; y++, at += run) {
            if (y < 0 || y >= height) continue;
            const start = ((image * height + y) * width + left) * input;
            for (let index = from; index < until; index++)
              sums[start + index] = (sums[start + index] ?? 0) + (found[at + index] ?? 0);
          }
        }
    products.dispose();
  }
  return dx;
}

/** A kernel [kH, kW, in, out], flipped, with one group for each remainder modulo the stride: [rows, columns, out, groups · in]. */
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

/** Interleaves groups of channels into rows and columns (depth to space): [N, H, W, down · across · C] to [N, H · down, W · across, C]. */
function deal(tf: Tf, groups: tfjs.Tensor4D, [down, across]: Pair): tfjs.Tensor4D {
  const [batch, height, width, all] = groups.shape;
  if (down === 1 && across === 1) return groups;
  // Within a column, the groups of a row are contiguous: each becomes a row.
  const rows = tf.transpose(tf.reshape(groups, [batch * height, width, down, all / down]), [0, 2, 1, 3]);
  return tf.reshape(rows, [batch, height * down, width * across, all / (down * across)]);
}
