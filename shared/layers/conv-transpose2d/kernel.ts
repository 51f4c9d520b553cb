import { biasStage } from '../../plan/bias';
import { convolution, inputGradient, kernelGradient, type Windows } from '../../plan/convolution';
import { dilate, reach, undilate } from '../../plan/dilate';
import { type Padding, padCropStages } from '../../plan/pad-crop';
import { type LayerContext, type LayerKernel, type Stage, stage } from '../../plan/stage';
import { activationStages } from '../activations/optional';
import type { Convolution } from '../convolution/convolution';
import { only, type Pair } from '../support/shape';
import { effectiveDilation } from '../support/window';

const UNCROPPED = { rows: [0, 0], columns: [0, 0] } as const;

/**
 * Transposed convolution: the gradient of a convolution with respect to its input, where padding crops. With two different strides the
 * input is dilated first; with a 1×1 kernel the output is dilated instead. If the output padding exceeds the kernel's extent, or the
 * padding does, the full output is computed first, and padded or cropped afterwards.
 */
export const kernel: LayerKernel<Convolution> = (p, context) => {
  const [height = 0, width = 0] = context.ins[0] ?? [];
  const [tall = 0, wide = 0] = context.out;
  const dilation = effectiveDilation(p);
  const reached: Pair = [reach(p.kernel[0], dilation[0]), reach(p.kernel[1], dilation[1])];
  const whole: Pair = [(height - 1) * p.stride[0] + reached[0], (width - 1) * p.stride[1] + reached[1]];
  // Rows and columns to crop on each side of the full output; negative numbers pad.
  const rows: Pair = [p.padding[0], whole[0] - p.padding[0] - tall];
  const columns: Pair = [p.padding[1], whole[1] - p.padding[1] - wide];
  const cell = reached[0] === 1 && reached[1] === 1;
  const even = p.stride[0] === p.stride[1] && !(cell && p.stride[0] > 1);
  const within =
    [...rows, ...columns].every((cut) => cut >= 0) && Math.max(...rows) < reached[0] && Math.max(...columns) < reached[1];
  const stride = even ? p.stride[0] : 1;
  const windows: Windows = within ? { stride, rows, columns } : { stride, ...UNCROPPED };
  const around: Padding = { rows: [-rows[0], -rows[1]], columns: [-columns[0], -columns[1]] };
  return [
    ...(even || cell ? [] : [dilated(p.stride)]),
    transposed(
      context,
      dilation,
      cell ? [height, width] : within ? [tall, wide] : whole,
      cell ? { ...windows, ...UNCROPPED } : windows,
    ),
    ...(cell && !even ? [dilated(p.stride)] : []),
    ...(within && !cell ? [] : padCropStages(around)),
    ...(p.bias ? [biasStage(context, p.activation === 'None')] : []),
    ...activationStages(p.activation),
  ];
};

function transposed(context: LayerContext, dilation: Pair, size: Pair, windows: Windows): Stage {
  return {
    weighted: true,
    forward(b, ins) {
      const x = only(ins);
      const weights = context.weight(b, 'kernel');
      const kernel = dilate(b, weights, dilation, 0);
      const shape = [x.shape[0] ?? 0, ...size, kernel.shape[2] ?? 0];
      return {
        out: inputGradient(b, shape, kernel, x, windows),
        backward(gradient, [wanted]) {
          if (context.learns) {
            const found = kernelGradient(b, gradient, kernel.shape, x, windows);
            context.gradient('kernel', undilate(b, found, weights.shape, dilation, 0));
          }
          const [, height = 0, width = 0] = x.shape;
          return [wanted ? convolution(b, gradient, kernel, [height, width], windows) : undefined];
        },
      };
    },
  };
}

/** Inserts zeros between the values of an image, by a stride for each axis. */
const dilated = (stride: Pair): Stage =>
  stage((b, x) => ({ out: dilate(b, x, stride, 1), backward: (gradient) => undilate(b, gradient, x.shape, stride, 1) }));
