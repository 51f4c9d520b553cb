import type { Pair } from '../../../shared/layers/support/shape';
import type { Builder, Value } from './builder';
import { type Attribute, ints, NHWC, text, type } from './ops';

/** How the windows of a convolution lie on its image, by axis. */
export interface Windows {
  readonly stride: number;
  /** Rows of zeros above and below, columns on the left and on the right. */
  readonly rows: Pair;
  readonly columns: Pair;
}

/** The attributes of TensorFlow's convolution and of both of its gradients. */
function attributesOf({ stride, rows, columns }: Windows): readonly Attribute[] {
  const none = [...rows, ...columns].every((count) => count === 0);
  const padding = none
    ? [text('padding', 'VALID')]
    : [text('padding', 'EXPLICIT'), ints('explicit_paddings', [0, 0, ...rows, ...columns, 0, 0])];
  return [type('T', 'float32'), ints('strides', [1, stride, stride, 1]), ...padding, NHWC];
}

/** A convolution of x [N, H, W, in] with a kernel [kH, kW, in, out]: [N, H', W', out], of the height and width that are said. */
export function convolution(b: Builder, x: Value, kernel: Value, size: Pair, windows: Windows): Value {
  return b.op('Conv2D', attributesOf(windows), [x, kernel], [x.shape[0] ?? 0, ...size, kernel.shape[3] ?? 0]);
}

/** Its gradient by x, of the shape that is said, from that by its output: also what a transposed convolution computes. */
export function byInput(b: Builder, shape: readonly number[], kernel: Value, gradient: Value, windows: Windows): Value {
  return b.op('Conv2DBackpropInput', attributesOf(windows), [b.ints(shape), kernel, gradient], shape);
}

/** Its gradient by the kernel, of the shape that is said, from x and the gradient by its output. */
export function byKernel(b: Builder, x: Value, shape: readonly number[], gradient: Value, windows: Windows): Value {
  return b.op('Conv2DBackpropFilter', attributesOf(windows), [x, b.ints(shape), gradient], shape);
}
