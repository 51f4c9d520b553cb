import { type CodeOf, merge } from '../../i18n/i18n';
import { refuse, ShapeError } from './kind';
import { axes, PARAMS, RANGES, toggle } from './params';
import { AXES, type ImageShape, type Pair, type Shape } from './shape';
import { formatKernel, formatPair, imageOf, isOne, isZero, pythonPair, WINDOW_WORDS, type Window, windowSize } from './window';

/** The parameters of all poolings by windows: new schemas at each call, since a schema carries the field of one kind. */
export const poolingParams = () => ({
  kernel: axes(PARAMS.kernel, RANGES.kernel, 2),
  stride: axes(PARAMS.stride, RANGES.stride, 2),
  padding: axes(PARAMS.padding, RANGES.padding, 0),
});

/** The parameter of both poolings that rounds up. */
export const ceilMode = () =>
  toggle(
    {
      label: { en: 'ceil mode', es: 'modo ceil' },
      help: {
        en: 'Rounds the size up: windows may reach beyond the padded image, if they start before the padding after it.',
        es: 'Redondea el tamaño hacia arriba: las ventanas pueden salir de la imagen con padding si empiezan antes del padding posterior.',
      },
    },
    false,
  );

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

/** 2×2 · s2, and the other parameters unless they have their default. */
export function poolingSummary({ kernel, stride, padding, dilation = [1, 1], ceilMode = false }: Window): readonly string[] {
  return [
    formatKernel(kernel),
    formatPair('s', stride),
    ...(isZero(padding) ? [] : [formatPair('p', padding)]),
    ...(isOne(dilation) ? [] : [formatPair('d', dilation)]),
    ...(ceilMode ? ['ceil'] : []),
  ];
}

/** The arguments of PyTorch's pooling modules. */
export function poolingPytorch({ kernel, stride, padding, dilation = [1, 1], ceilMode = false }: Window): string {
  return [
    `${pythonPair(kernel)}, stride=${pythonPair(stride)}`,
    ...(isZero(padding) ? [] : [`padding=${pythonPair(padding)}`]),
    ...(isOne(dilation) ? [] : [`dilation=${pythonPair(dilation)}`]),
    ...(ceilMode ? ['ceil_mode=True'] : []),
  ].join(', ');
}

/** The arguments of Keras's pooling layers. */
export function poolingKeras(kernel: Pair, stride: Pair, padding = ''): string {
  return `${pythonPair(kernel)}, strides=${pythonPair(stride)}${padding}`;
}
