import { convolution, inputGradient, kernelGradient, type Windows } from '../../plan/convolution';
import { padCropStages } from '../../plan/pad-crop';
import type { LayerContext, LayerKernel, Stage } from '../../plan/stage';
import { subsample } from '../../plan/subsample';
import type { Convolution } from '../convolution/convolution';
import { geometryOf, kernelStage, tailStages } from '../convolution/kernel';
import type { Pair } from '../support/shape';

/**
 * Convolution. A dilated kernel is expanded with zeros. TensorFlow's kernels take one stride for both axes: with two, the convolution
 * has stride 1 and its output is subsampled. With a 1×1 kernel the input is subsampled instead of the output, which is cheaper, and
 * oneDNN's gradient of a strided 1×1 kernel is wrong (TensorFlow 2.21).
 */
export const kernel: LayerKernel<Convolution> = (p, context) => {
  const { dilation, reached, cell, even } = geometryOf(p);
  // If the padding exceeds the kernel's extent, some windows lie outside the image: pad it first.
  const within = p.padding[0] < reached[0] && p.padding[1] < reached[1];
  const both: { rows: Pair; columns: Pair } = { rows: [p.padding[0], p.padding[0]], columns: [p.padding[1], p.padding[1]] };
  const none: Pair = [0, 0];
  const size: Pair = [context.out[0] ?? 0, context.out[1] ?? 0];
  const windows: Windows = { stride: even ? p.stride[0] : 1, ...(within ? both : { rows: none, columns: none }) };
  return [
    ...(within ? [] : padCropStages(both)),
    ...(cell && !even ? [subsample(size, p.stride)] : []),
    convolve(context, reached, dilation, windows),
    ...(cell || even ? [] : [subsample(size, p.stride)]),
    ...tailStages(p, context),
  ];
};

function convolve(context: LayerContext, reached: Pair, dilation: Pair, windows: Windows): Stage {
  const along = (size = 0, kernelSize: number, [before, after]: Pair) =>
    Math.floor((size + before + after - kernelSize) / windows.stride) + 1;
  return kernelStage(context, dilation, (b, x, kernel) => {
    const size: Pair = [along(x.shape[1], reached[0], windows.rows), along(x.shape[2], reached[1], windows.columns)];
    return {
      out: convolution(b, x, kernel, size, windows),
      kernel: (gradient) => kernelGradient(b, x, kernel.shape, gradient, windows),
      input: (gradient) => inputGradient(b, x.shape, kernel, gradient, windows),
    };
  });
}
