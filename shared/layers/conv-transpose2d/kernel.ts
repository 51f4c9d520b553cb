import type { Windows } from '../../plan/convolution';
import { dilate, undilate } from '../../plan/dilate';
import { convolution, inputGradient, kernelGradient } from '../../plan/grouped-convolution';
import { type Padding, padCropStages } from '../../plan/pad-crop';
import { type LayerContext, type LayerKernel, type Stage, stage } from '../../plan/stage';
import type { Convolution } from '../convolution/convolution';
import { geometryOf, kernelStage, tailStages } from '../convolution/kernel';
import type { Pair } from '../support/shape';

const UNCROPPED = { rows: [0, 0], columns: [0, 0] } as const;

/**
 * Transposed convolution: the gradient of a convolution with respect to its input, where padding crops. With two different strides the
 * input is dilated first; with a 1×1 kernel the output is dilated instead. If the output padding exceeds the kernel's extent, or the
 * padding does, the full output is computed first, and padded or cropped afterwards.
 */
export const kernel: LayerKernel<Convolution> = (p, context) => {
  const [height = 0, width = 0] = context.ins[0] ?? [];
  const [tall = 0, wide = 0] = context.out;
  const { dilation, reached, cell, even } = geometryOf(p);
  const whole: Pair = [(height - 1) * p.stride[0] + reached[0], (width - 1) * p.stride[1] + reached[1]];
  // Rows and columns to crop on each side of the full output; negative numbers pad.
  const rows: Pair = [p.padding[0], whole[0] - p.padding[0] - tall];
  const columns: Pair = [p.padding[1], whole[1] - p.padding[1] - wide];
  const within =
    [...rows, ...columns].every((cut) => cut >= 0) && Math.max(...rows) < reached[0] && Math.max(...columns) < reached[1];
  const stride = even ? p.stride[0] : 1;
  const windows: Windows = within ? { stride, rows, columns } : { stride, ...UNCROPPED };
  const around: Padding = { rows: [-rows[0], -rows[1]], columns: [-columns[0], -columns[1]] };
  return [
    ...(even || cell ? [] : [dilated(p.stride)]),
    transposed(
      context,
      p,
      dilation,
      cell ? [height, width] : within ? [tall, wide] : whole,
      cell ? { ...windows, ...UNCROPPED } : windows,
    ),
    ...(cell && !even ? [dilated(p.stride)] : []),
    ...(within && !cell ? [] : padCropStages(around)),
    ...tailStages(p, context),
  ];
};

function transposed(
  context: LayerContext,
  { groups, filters }: Convolution,
  dilation: Pair,
  size: Pair,
  windows: Windows,
): Stage {
  return kernelStage(context, dilation, (b, x, kernel) => {
    const [count = 0, height = 0, width = 0] = x.shape;
    return {
      out: inputGradient(b, [count, ...size, filters], kernel, x, groups, windows),
      kernel: (gradient) => kernelGradient(b, gradient, kernel.shape, x, groups, windows),
      input: (gradient) => convolution(b, gradient, kernel, groups, [height, width], windows),
    };
  });
}

/** Inserts zeros between the values of an image, by a stride for each axis. */
const dilated = (stride: Pair): Stage =>
  stage((b, x) => ({ out: dilate(b, x, stride, 1), backward: (gradient) => undilate(b, gradient, x.shape, stride, 1) }));
