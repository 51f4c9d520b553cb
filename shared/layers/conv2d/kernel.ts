import { biasStage } from '../../plan/bias';
import { convolution, inputGradient, kernelGradient, type Windows } from '../../plan/convolution';
import { dilate, reach, undilate } from '../../plan/dilate';
import { padCrop, padCropStages } from '../../plan/pad-crop';
import { type LayerContext, type LayerKernel, type Stage, stage } from '../../plan/stage';
import { activationStages } from '../activations/optional';
import type { Convolution } from '../convolution/convolution';
import { only, type Pair } from '../support/shape';
import { effectiveDilation } from '../support/window';

/**
 * Convolution. A dilated kernel is expanded with zeros. TensorFlow's kernels take one stride for both axes: with two, the convolution
 * has stride 1 and its output is subsampled. With a 1×1 kernel the input is subsampled instead of the output, which is cheaper, and
 * oneDNN's gradient of a strided 1×1 kernel is wrong (TensorFlow 2.21).
 */
export const kernel: LayerKernel<Convolution> = (p, context) => {
  const dilation = effectiveDilation(p);
  const reached: Pair = [reach(p.kernel[0], dilation[0]), reach(p.kernel[1], dilation[1])];
  // If the padding exceeds the kernel's extent, some windows lie outside the image: pad it first.
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

/** Keeps every stride-th row and column. */
function subsample(context: LayerContext, stride: Pair): Stage {
  const [height = 0, width = 0] = context.out;
  return stage((b, x) => {
    const shape = [x.shape[0] ?? 0, height, width, x.shape[3] ?? 0];
    const all = { rows: x.shape[1] ?? 0, columns: x.shape[2] ?? 0 };
    return {
      out: undilate(b, x, shape, stride, 1),
      backward: (gradient) => {
        const [tall, wide] = [reach(height, stride[0]), reach(width, stride[1])];
        return padCrop(b, dilate(b, gradient, stride, 1), { rows: [0, all.rows - tall], columns: [0, all.columns - wide] });
      },
    };
  });
}
