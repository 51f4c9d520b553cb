import type { Pair } from '../../../shared/layers/support/shape';
import type { Builder, Value } from './builder';
import { framed } from './framing';
import { type Attribute, ints, NHWC, text, type } from './ops';

/** How the windows of a convolution lie on its image, by axis. */
export interface Windows {
  readonly stride: number;
  /** Rows of zeros above and below, columns on the left and on the right. */
  readonly rows: Pair;
  readonly columns: Pair;
}

const types = (stride: number): readonly Attribute[] => [type('T', 'float32'), ints('strides', [1, stride, stride, 1]), NHWC];

/** Where nothing is padded, or TensorFlow would pad the same by itself: then oneDNN's kernels take it as it is. */
function simple(image: readonly number[], kernel: readonly number[], { stride, rows, columns }: Windows): string | undefined {
  if ([...rows, ...columns].every((count) => count === 0)) return 'VALID';
  const same = [rows, columns].every((pair, axis) => {
    const [size, reach] = [image[axis + 1] ?? 0, kernel[axis] ?? 0];
    const total = Math.max((Math.ceil(size / stride) - 1) * stride + reach - size, 0);
    return pair[0] === Math.floor(total / 2) && pair[1] === total - pair[0];
  });
  return same ? 'SAME' : undefined;
}

/** A convolution of x [N, H, W, in] with a kernel [kH, kW, in, out]: [N, H', W', out], of the height and width that are said. */
export function convolution(b: Builder, x: Value, kernel: Value, size: Pair, windows: Windows): Value {
  const padding = simple(x.shape, kernel.shape, windows);
  const image = padding ? x : framed(b, x, windows);
  const attributes = [...types(windows.stride), text('padding', padding ?? 'VALID')];
  return b.op('Conv2D', attributes, [image, kernel], [x.shape[0] ?? 0, ...size, kernel.shape[3] ?? 0]);
}

/** Fewer channels than this leave most of oneDNN's vectors empty. */
const FEW_CHANNELS = 8;

/**
 * Its gradient by x, of the shape that is said, from that by its output: also what a transposed convolution computes. Where that has
 * few channels, TensorFlow's own kernel is several times as fast as oneDNN's, which is passed by where the padding is explicit.
 */
export function byInput(b: Builder, shape: readonly number[], kernel: Value, gradient: Value, windows: Windows): Value {
  const { stride, rows, columns } = windows;
  const op = (of: readonly number[], padding: readonly Attribute[]) =>
    b.op('Conv2DBackpropInput', [...types(stride), ...padding], [b.ints(of), kernel, gradient], of);
  if ((shape[3] ?? 0) < FEW_CHANNELS)
    return op(shape, [text('padding', 'EXPLICIT'), ints('explicit_paddings', [0, 0, ...rows, ...columns, 0, 0])]);
  const padding = simple(shape, kernel.shape, windows);
  if (padding) return op(shape, [text('padding', padding)]);
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  const whole = op([count, height + rows[0] + rows[1], width + columns[0] + columns[1], channels], [text('padding', 'VALID')]);
  return framed(b, whole, { rows: [-rows[0], -rows[1]], columns: [-columns[0], -columns[1]] });
}

/** Its gradient by the kernel, of the shape that is said, from x and the gradient by its output. */
export function byKernel(b: Builder, x: Value, shape: readonly number[], gradient: Value, windows: Windows): Value {
  const padding = simple(x.shape, shape, windows);
  const image = padding ? x : framed(b, x, windows);
  const attributes = [...types(windows.stride), text('padding', padding ?? 'VALID')];
  return b.op('Conv2DBackpropFilter', attributes, [image, b.ints(shape), gradient], shape);
}
