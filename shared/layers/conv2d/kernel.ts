import type { Windows } from '../../plan/convolution';
import { convolution, inputGradient, kernelGradient } from '../../plan/grouped-convolution';
import { padCropStages } from '../../plan/pad-crop';
import { resampleStage } from '../../plan/resample';
import type { LayerContext, LayerKernel, Stage } from '../../plan/stage';
import { subsample } from '../../plan/subsample';
import type { Convolution } from '../convolution/convolution';
import { geometryOf, kernelStage, tailStages } from '../convolution/kernel';
import { isNone, type PaddingMode, paddingMatrices } from '../support/padding-mode';
import type { Pair } from '../support/shape';
import { paddingOf } from './padding';

/**
 * Convolution. A dilated kernel is expanded with zeros. TensorFlow's kernels take one stride for both axes: with two, the convolution
 * has stride 1 and its output is subsampled. With a 1×1 kernel the input is subsampled instead of the output, which is cheaper, and
 * oneDNN's gradient of a strided 1×1 kernel is wrong (TensorFlow 2.21).
 */
export const kernel: LayerKernel<Convolution<Pair | 'same'> & { readonly paddingMode: PaddingMode }> = (p, context) => {
  const { dilation, reached, cell, even } = geometryOf(p);
  const around = paddingOf(p);
  const mirrored = p.paddingMode !== 'zeros' && !isNone(around);
  // If the padding exceeds the kernel's extent, some windows lie outside the image: pad it first.
  const within = !mirrored && Math.max(...around.rows) < reached[0] && Math.max(...around.columns) < reached[1];
  const none: Pair = [0, 0];
  const size: Pair = [context.out[0] ?? 0, context.out[1] ?? 0];
  const windows: Windows = { stride: even ? p.stride[0] : 1, ...(within ? around : { rows: none, columns: none }) };
  const [image = []] = context.ins;
  return [
    ...(mirrored ? [resampleStage(paddingMatrices(p.paddingMode, image, around))] : within ? [] : padCropStages(around)),
    ...(cell && !even ? [subsample(size, p.stride)] : []),
    convolve(context, p.groups, reached, dilation, windows),
    ...(cell || even ? [] : [subsample(size, p.stride)]),
    ...tailStages(p, context),
  ];
};

function convolve(context: LayerContext, groups: number, reached: Pair, dilation: Pair, windows: Windows): Stage {
  const along = (size = 0, kernelSize: number, [before, after]: Pair) =>
    Math.floor((size + before + after - kernelSize) / windows.stride) + 1;
  return kernelStage(context, dilation, (b, x, kernel) => {
    const size: Pair = [along(x.shape[1], reached[0], windows.rows), along(x.shape[2], reached[1], windows.columns)];
    return {
      out: convolution(b, x, kernel, groups, size, windows),
      kernel: (gradient) => kernelGradient(b, x, kernel.shape, gradient, groups, windows),
      input: (gradient) => inputGradient(b, x.shape, kernel, gradient, groups, windows),
    };
  });
}
