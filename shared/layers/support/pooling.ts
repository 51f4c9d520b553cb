import { type CodeOf, merge } from '../../i18n/i18n';
import { refuse, ShapeError } from './kind';
import { axes, PARAMS, RANGES } from './params';
import { AXES, type ImageShape, type Pair, type Shape } from './shape';
import { formatKernel, formatPair, imageOf, isZero, pythonPair, WINDOW_WORDS, type Window, windowSize } from './window';

/** The parameters of both poolings: new schemas at each call, since a schema carries the field of one kind. */
export const poolingParams = () => ({
  kernel: axes(PARAMS.kernel, RANGES.kernel, 2),
  stride: axes(PARAMS.stride, RANGES.stride, 2),
  padding: axes(PARAMS.padding, RANGES.padding, 0),
});

export const POOLING_WORDS = merge(WINDOW_WORDS, {
  en: { paddingTooLarge: 'Padding {padding} is more than half of the kernel ({kernel}): at most {most}.' },
  es: { paddingTooLarge: 'El padding {padding} es más de la mitad del kernel ({kernel}): como máximo {most}.' },
});

/** The output size of pooling. */
export function poolingSize(p: Window, input: Shape | undefined): ImageShape | ShapeError<CodeOf<typeof POOLING_WORDS>> {
  const image = imageOf(input);
  if (image instanceof ShapeError) return image;
  const size = refusePadding(p) ?? windowSize(image, p);
  return size instanceof ShapeError ? size : [...size, image[2]];
}

/** PyTorch allows a padding of at most half the kernel, so that no window lies in the padding alone. */
function refusePadding({ kernel, padding }: Window): ShapeError<'paddingTooLarge'> | undefined {
  for (const axis of AXES) {
    const most = Math.floor(kernel[axis] / 2);
    if (padding[axis] > most) return refuse('paddingTooLarge', { padding: padding[axis], kernel: kernel[axis], most }, 'padding');
  }
  return undefined;
}

/** 2×2 · s2, and the padding unless it is 0. */
export function poolingSummary({ kernel, stride, padding }: Window): readonly string[] {
  return [formatKernel(kernel), formatPair('s', stride), ...(isZero(padding) ? [] : [formatPair('p', padding)])];
}

/** The arguments of PyTorch's pooling modules. */
export function poolingPytorch({ kernel, stride, padding }: Window): string {
  const pad = isZero(padding) ? '' : `, padding=${pythonPair(padding)}`;
  return `${pythonPair(kernel)}, stride=${pythonPair(stride)}${pad}`;
}

/** The arguments of Keras's pooling layers. */
export function poolingKeras(kernel: Pair, stride: Pair, padding = ''): string {
  return `${pythonPair(kernel)}, strides=${pythonPair(stride)}${padding}`;
}
