import { z } from 'zod';
import type { Pair } from '../../layers/support/shape';
import { effectiveDilation, reach } from '../../layers/support/window';
import { activationStages } from '../activations/index';
import { biasStage } from '../bias';
import { convolution, inputGradient, kernelGradient, type Windows } from '../convolution';
import { dilate, undilate } from '../dilate';
import { type Padding, padCropStages } from '../pad-crop';
import { convolutionParams, pair } from '../params';
import { type LayerContext, type LayerKernel, only, type Stage, stage } from '../stage';

const schema = z.object({ ...convolutionParams, outputPadding: pair });

const UNCUT = { rows: [0, 0], columns: [0, 0] } as const;

/**
 * Transposed convolution: the gradient of a convolution by its input, whose padding cuts the edges off. Where the strides differ,
 * zeros are put between the values of the input, and where a kernel has one cell, between those of the output. Where the output padding reaches beyond the kernel, or the padding cuts off all that
 * a value gives, the whole is computed and put into its frame.
 */
export const convTranspose2D: LayerKernel = (context) => {
  const p = schema.parse(context.params);
  const [height = 0, width = 0] = context.ins[0] ?? [];
  const [tall = 0, wide = 0] = context.out;
  const dilation = effectiveDilation(p);
  const reached: Pair = [reach(p.kernel[0], dilation[0]), reach(p.kernel[1], dilation[1])];
  const whole: Pair = [(height - 1) * p.stride[0] + reached[0], (width - 1) * p.stride[1] + reached[1]];
  // Rows and columns to be cut off the whole on each side; below 0 where some are to be added.
  const rows: Pair = [p.padding[0], whole[0] - p.padding[0] - tall];
  const columns: Pair = [p.padding[1], whole[1] - p.padding[1] - wide];
  const cell = reached[0] === 1 && reached[1] === 1;
  const even = p.stride[0] === p.stride[1] && !(cell && p.stride[0] > 1);
  const within =
    [...rows, ...columns].every((cut) => cut >= 0) && Math.max(...rows) < reached[0] && Math.max(...columns) < reached[1];
  const stride = even ? p.stride[0] : 1;
  const windows: Windows = within ? { stride, rows, columns } : { stride, ...UNCUT };
  const frame: Padding = { rows: [-rows[0], -rows[1]], columns: [-columns[0], -columns[1]] };
  return [
    ...(even || cell ? [] : [apart(p.stride)]),
    spreadOut(
      context,
      dilation,
      cell ? [height, width] : within ? [tall, wide] : whole,
      cell ? { ...windows, ...UNCUT } : windows,
    ),
    ...(cell && !even ? [apart(p.stride)] : []),
    ...(within && !cell ? [] : padCropStages(frame)),
    ...(p.bias ? [biasStage(context, p.activation === 'None')] : []),
    ...activationStages(p.activation),
  ];
};

function spreadOut(context: LayerContext, dilation: Pair, size: Pair, windows: Windows): Stage {
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

/** Puts the values of an image a stride apart. */
const apart = (stride: Pair): Stage =>
  stage((b, x) => ({ out: dilate(b, x, stride, 1), backward: (gradient) => undilate(b, gradient, x.shape, stride, 1) }));
