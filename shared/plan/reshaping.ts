import type { Builder, Value } from './builder';
import { FLOATS, type } from './ops';

export function reshaped(b: Builder, x: Value, shape: readonly number[]): Value {
  if (shape.join() === x.shape.join()) return x;
  return b.op('Reshape', [type('T', x.type), type('Tshape', 'int32')], [x, b.ints(shape)], shape, x.type);
}

/** Axis i of the result is axis `axes[i]` of x. If only axes of length 1 change places, it is a reshape. */
export function transposed(b: Builder, x: Value, axes: readonly number[]): Value {
  const shape = axes.map((axis) => x.shape[axis] ?? 0);
  const moved = axes.filter((axis) => x.shape[axis] !== 1);
  if (moved.every((axis, index) => index === 0 || axis > (moved[index - 1] ?? 0))) return reshaped(b, x, shape);
  return b.op('Transpose', [...FLOATS, type('Tperm', 'int32')], [x, b.ints(axes)], shape);
}

/** [N, H, W, C] to [N, C, H, W], PyTorch's order of an image's values. */
export const channelsFirst = [0, 3, 1, 2] as const;
/** [N, C, H, W] to [N, H, W, C]. */
export const channelsLast = [0, 2, 3, 1] as const;
