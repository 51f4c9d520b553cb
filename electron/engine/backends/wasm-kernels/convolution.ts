import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Tf } from '../../../../shared/layers/support/kind';
import type { Pair } from '../../../../shared/layers/support/shape';

export type Shape4D = [number, number, number, number];

const tuple = z.tuple([z.int(), z.int()]);
/** One number for both axes, or one for each. */
export const pair = z.union([tuple, z.int().transform((one): [number, number] => [one, one])]);
export const shape4D = z.tuple([z.int(), z.int(), z.int(), z.int()]);

/** The attributes of tfjs's operations with windows. */
export const windowAttrs = z.object({
  strides: pair,
  pad: z.union([z.enum(['valid', 'same']), z.int(), z.tuple([tuple, tuple, tuple, tuple])]),
  dimRoundingMode: z.enum(['floor', 'round', 'ceil']).optional(),
});

/** The other attributes of a convolution. Images are [N, H, W, C], the only layout that tfjs supports on a CPU. */
export const convolutionAttrs = windowAttrs.extend({ dataFormat: z.literal('NHWC').default('NHWC') });

/** The windows of a convolution: strides, and the rows and columns of zero padding before the image. */
export interface Windows {
  readonly strides: Pair;
  readonly before: Pair;
}

/** The windows of a convolution of `input` with a kernel [kH, kW, in, out]. */
export function windowsOf(tf: Tf, input: Shape4D, kernel: Shape4D, attrs: z.output<typeof convolutionAttrs>): Windows {
  const { strides, pad, dimRoundingMode } = attrs;
  const { padInfo } = tf.backend_util.computeConv2DInfo(input, kernel, strides, 1, pad, dimRoundingMode);
  return { strides, before: [padInfo.top, padInfo.left] };
}

/** An input of a kernel, with four axes. tfjs passes tensors to kernels, although the type is `TensorInfo`. */
export function tensor4D(tf: Tf, inputs: tfjs.NamedTensorInfoMap, name: string): tfjs.Tensor4D {
  const found = inputs[name];
  if (!(found instanceof tf.Tensor) || !hasFourAxes(found)) throw new TypeError(`${name} is not a tensor of four axes`);
  return found;
}

function hasFourAxes(tensor: tfjs.Tensor): tensor is tfjs.Tensor4D {
  return tensor.rank === 4;
}

/** Crops an image [N, H, W, C] to rows `from` to `from + size`, and columns likewise. Rows and columns outside the image are zeros. */
export function frame(tf: Tf, image: tfjs.Tensor4D, from: Pair, size: Pair): tfjs.Tensor4D {
  const [batch, height, width, channels] = image.shape;
  const missing = (length: number, axis: 0 | 1): [number, number] => [
    Math.max(0, -from[axis]),
    Math.max(0, from[axis] + size[axis] - length),
  ];
  const [rows, columns] = [missing(height, 0), missing(width, 1)];
  const whole = [...rows, ...columns].every((count) => count === 0);
  const padded = whole ? image : tf.pad(image, [[0, 0], rows, columns, [0, 0]]);
  if (padded.shape[1] === size[0] && padded.shape[2] === size[1]) return padded;
  return tf.slice(padded, [0, from[0] + rows[0], from[1] + columns[0], 0], [batch, size[0], size[1], channels]);
}
