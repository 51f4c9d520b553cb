import { z } from 'zod';
import type { Pair } from '../../layers/support/shape';
import { effectiveDilation, reach } from '../../layers/support/window';
import { activationStages } from '../activations/index';
import { biasStage } from '../bias';
import { convolution, inputGradient, kernelGradient, type Windows } from '../convolution';
import { dilate, undilate } from '../dilate';
import { padCropStages } from '../pad-crop';
import { convolutionParams } from '../params';
import { type LayerContext, type LayerKernel, only, type Stage, stage } from '../stage';

const schema = z.object(convolutionParams);

/**
 * Convolution. A dilated kernel is spread out with zeros. TensorFlow's kernels want one stride for both axes: where there are two,
 * every value is computed and those of the strides are taken. A kernel of one cell only reads the values of its strides: they are
 * taken first, which is cheaper, and oneDNN's gradient by such a kernel is wrong where it is to take them itself (TensorFlow 2.21).
 */
export const conv2D: LayerKernel = (context) => {
  const p = schema.parse(context.params);
  const dilation = effectiveDilation(p);
  const reached: Pair = [reach(p.kernel[0], dilation[0]), reach(p.kernel[1], dilation[1])];
  // What is padded by more than a kernel has windows that see nothing of the image.
  const within = p.padding[0] < reached[0] && p.padding[1] < reached[1];
  const both: { rows: Pair; columns: Pair } = { rows: [p.padding[0], p.padding[0]], columns: [p.padding[1], p.padding[1]] };
  const none: Pair = [0, 0];
  const cell = reached[0] === 1 && reached[1] === 1;
  const even = p.stride[0] === p.stride[1] && !(cell && p.stride[0] > 1);
  const windows: Windows = { stride: even ? p.stride[0] : 1, ...(within ? both : { rows: none, columns: none }) };
  return [
    ...(within ? [] : padCropStages(both)),
    ...(cell && !even ? [subsample(context, p.stride)] : []),
    convolve(context, reached, dilation, windows),
    ...(cell || even ? [] : [subsample(context, p.stride)]),
    ...(p.bias ? [biasStage(context, p.activation === 'None')] : []),
    ...activationStages(p.activation),
  ];
};

function convolve(context: LayerContext, reached: Pair, dilation: Pair, windows: Windows): Stage {
  return {
    weighted: true,
    forward(b, ins) {
      const x = only(ins);
      const weights = context.weight(b, 'kernel');
      const kernel = dilate(b, weights, dilation, 0);
      const along = (size = 0, kernelSize: number, [before, after]: Pair) =>
        Math.floor((size + before + after - kernelSize) / windows.stride) + 1;
      return {
        out: convolution(
          b,
          x,
          kernel,
          [along(x.shape[1], reached[0], windows.rows), along(x.shape[2], reached[1], windows.columns)],
          windows,
        ),
        backward(gradient, [wanted]) {
          if (context.learns) {
            const found = kernelGradient(b, x, kernel.shape, gradient, windows);
            context.gradient('kernel', undilate(b, found, weights.shape, dilation, 0));
          }
          return [wanted ? inputGradient(b, x.shape, kernel, gradient, windows) : undefined];
        },
      };
    },
  };
}

/** Takes the rows and columns of a stride. */
function subsample(context: LayerContext, stride: Pair): Stage {
  const [height = 0, width = 0] = context.out;
  return stage((b, x) => {
    const shape = [x.shape[0] ?? 0, height, width, x.shape[3] ?? 0];
    const all = { rows: x.shape[1] ?? 0, columns: x.shape[2] ?? 0 };
    return {
      out: undilate(b, x, shape, stride, 1),
      backward: (gradient) => {
        const [tall, wide] = [reach(height, stride[0]), reach(width, stride[1])];
        const [frame] = padCropStages({ rows: [0, all.rows - tall], columns: [0, all.columns - wide] });
        const whole = dilate(b, gradient, stride, 1);
        return frame ? frame.forward(b, [whole], false).out : whole;
      },
    };
  });
}
