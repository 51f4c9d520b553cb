import type { Builder, Value } from './builder';
import { type Attribute, ints, NHWC, text, type } from './ops';
import { padCrop } from './pad-crop';
import type { Pair } from './pair';

/** The stride and the padding of a convolution. */
export interface Windows {
  readonly stride: number;
  /** Rows of zeros above and below, columns on the left and on the right. */
  readonly rows: Pair;
  readonly columns: Pair;
}

const types = (stride: number): readonly Attribute[] => [type('T', 'float32'), ints('strides', [1, stride, stride, 1]), NHWC];

/** TensorFlow's name of this padding, if it has one: then oneDNN's kernels pad by themselves. */
function namedPadding(
  image: readonly number[],
  kernel: readonly number[],
  { stride, rows, columns }: Windows,
): string | undefined {
  if ([...rows, ...columns].every((count) => count === 0)) return 'VALID';
  const same = [rows, columns].every((pair, axis) => {
    const [size, reach] = [image[axis + 1] ?? 0, kernel[axis] ?? 0];
    const total = Math.max((Math.ceil(size / stride) - 1) * stride + reach - size, 0);
    return pair[0] === Math.floor(total / 2) && pair[1] === total - pair[0];
  });
  return same ? 'SAME' : undefined;
}

/** Convolves x [N, H, W, in] with a kernel [kH, kW, in, out]. The output is [N, ...size, out]. */
export function convolution(b: Builder, x: Value, kernel: Value, size: Pair, windows: Windows): Value {
  const padding = namedPadding(x.shape, kernel.shape, windows);
  const image = padding ? x : padCrop(b, x, windows);
  const attributes = [...types(windows.stride), text('padding', padding ?? 'VALID')];
  return b.op('Conv2D', attributes, [image, kernel], [x.shape[0] ?? 0, ...size, kernel.shape[3] ?? 0]);
}

/** Fewer channels than this leave most of oneDNN's vectors empty. */
const FEW_CHANNELS = 8;

/**
 * The gradient of a convolution with respect to its input, of this shape. It is also the output of a transposed convolution. With few
 * channels, TensorFlow's own kernel is several times as fast as oneDNN's; explicit padding selects it.
 */
export function inputGradient(b: Builder, shape: readonly number[], kernel: Value, gradient: Value, windows: Windows): Value {
  const { stride, rows, columns } = windows;
  const op = (of: readonly number[], padding: readonly Attribute[]) =>
    b.op('Conv2DBackpropInput', [...types(stride), ...padding], [b.ints(of), kernel, gradient], of);
  if ((shape[3] ?? 0) < FEW_CHANNELS)
    return op(shape, [text('padding', 'EXPLICIT'), ints('explicit_paddings', [0, 0, ...rows, ...columns, 0, 0])]);
  const padding = namedPadding(shape, kernel.shape, windows);
  if (padding) return op(shape, [text('padding', padding)]);
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  const whole = op([count, height + rows[0] + rows[1], width + columns[0] + columns[1], channels], [text('padding', 'VALID')]);
  return padCrop(b, whole, { rows: [-rows[0], -rows[1]], columns: [-columns[0], -columns[1]] });
}

/** The gradient of a convolution of x with respect to its kernel, of this shape. */
export function kernelGradient(b: Builder, x: Value, shape: readonly number[], gradient: Value, windows: Windows): Value {
  const padding = namedPadding(x.shape, shape, windows);
  const image = padding ? x : padCrop(b, x, windows);
  const attributes = [...types(windows.stride), text('padding', padding ?? 'VALID')];
  return b.op('Conv2DBackpropFilter', attributes, [image, b.ints(shape), gradient], shape);
}
