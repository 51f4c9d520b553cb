import type { Builder, Value } from './builder';
import type { Windows } from './convolution';
import * as plain from './convolution';
import { type Attribute, FLOATS, int, ints, NHWC, text, type } from './ops';
import { padCrop } from './pad-crop';
import type { Pair } from './pair';
import { reshaped } from './reshaping';

/**
 * Convolves x [N, H, W, in] with a kernel [kH, kW, in / groups, out], each group of channels with its own part of the kernel. The output
 * is [N, ...size, out]. Where each channel is a group, TensorFlow's operations take the kernel as [kH, kW, in, out / in].
 */
export function convolution(b: Builder, x: Value, kernel: Value, groups: number, size: Pair, windows: Windows): Value {
  if (groups === 1) return plain.convolution(b, x, kernel, size, windows);
  const filters = kernel.shape[3] ?? 0;
  if (kernel.shape[2] === 1) {
    const inputs = [padCrop(b, x, windows), reshaped(b, kernel, depthwiseShape(kernel.shape, groups))];
    return b.op('DepthwiseConv2dNative', attributesOf(windows), inputs, [x.shape[0] ?? 0, ...size, filters]);
  }
  const kernels = split(b, kernel, groups);
  return concatenated(
    b,
    split(b, x, groups).map((image, group) => plain.convolution(b, image, kernels[group] ?? kernel, size, windows)),
  );
}

/** The gradient of that convolution with respect to its input, of this shape. It is also the output of a transposed convolution. */
export function inputGradient(
  b: Builder,
  shape: readonly number[],
  kernel: Value,
  gradient: Value,
  groups: number,
  windows: Windows,
): Value {
  if (groups === 1) return plain.inputGradient(b, shape, kernel, gradient, windows);
  if (kernel.shape[2] === 1) {
    const { rows, columns } = windows;
    const [count = 0, height = 0, width = 0, channels = 0] = shape;
    const padded = [count, height + rows[0] + rows[1], width + columns[0] + columns[1], channels];
    const inputs = [b.ints(padded), reshaped(b, kernel, depthwiseShape(kernel.shape, groups)), gradient];
    const whole = b.op('DepthwiseConv2dNativeBackpropInput', attributesOf(windows), inputs, padded);
    return padCrop(b, whole, { rows: [-rows[0], -rows[1]], columns: [-columns[0], -columns[1]] });
  }
  const kernels = split(b, kernel, groups);
  return concatenated(
    b,
    split(b, gradient, groups).map((part, group) =>
      plain.inputGradient(b, divided(shape, groups), kernels[group] ?? kernel, part, windows),
    ),
  );
}

/** The gradient of that convolution of x with respect to its kernel, of this shape. */
export function kernelGradient(
  b: Builder,
  x: Value,
  shape: readonly number[],
  gradient: Value,
  groups: number,
  windows: Windows,
): Value {
  if (groups === 1) return plain.kernelGradient(b, x, shape, gradient, windows);
  if (shape[2] === 1) {
    const own = depthwiseShape(shape, groups);
    const inputs = [padCrop(b, x, windows), b.ints(own), gradient];
    return reshaped(b, b.op('DepthwiseConv2dNativeBackpropFilter', attributesOf(windows), inputs, own), shape);
  }
  const images = split(b, x, groups);
  return concatenated(
    b,
    split(b, gradient, groups).map((part, group) =>
      plain.kernelGradient(b, images[group] ?? x, divided(shape, groups), part, windows),
    ),
  );
}

function attributesOf({ stride }: Windows): readonly Attribute[] {
  return [...FLOATS, ints('strides', [1, stride, stride, 1]), text('padding', 'VALID'), NHWC];
}

const depthwiseShape = ([height = 0, width = 0, , filters = 0]: readonly number[], channels: number): readonly number[] => [
  height,
  width,
  channels,
  filters / channels,
];

/** A shape with a part of its last axis. */
const divided = (shape: readonly number[], parts: number): readonly number[] => [
  ...shape.slice(0, -1),
  (shape.at(-1) ?? 0) / parts,
];

/** Equal parts along the last axis. */
function split(b: Builder, x: Value, parts: number): readonly Value[] {
  const shape = divided(x.shape, parts);
  const outputs = Array.from({ length: parts }, () => ({ shape }));
  return b.ops('Split', [...FLOATS, int('num_split', parts)], [b.axis(x.shape.length - 1), x], outputs);
}

/** Joins values along the last axis. */
function concatenated(b: Builder, values: readonly Value[]): Value {
  const [first] = values;
  if (!first) throw new Error('nothing to concatenate');
  const channels = values.reduce((sum, { shape }) => sum + (shape.at(-1) ?? 0), 0);
  const attributes = [...FLOATS, int('N', values.length), type('Tidx', 'int32')];
  return b.op('ConcatV2', attributes, [...values, b.axis(first.shape.length - 1)], [...first.shape.slice(0, -1), channels]);
}
