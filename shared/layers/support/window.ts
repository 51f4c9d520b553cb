import { defineMessages, merge } from '../../i18n/i18n';
import { reach } from '../../plan/dilate';
import { type Formula, refuse, type ShapeError } from './kind';
import { AXES, type Axis, type ImageShape, isImage, type Pair, type Shape } from './shape';

/** A window that slides over an image: all sizes by axis. */
export interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation?: Pair;
}

/** The names of the axes. */
export const AXIS_NAMES = [
  { en: 'height', es: 'alto' },
  { en: 'width', es: 'ancho' },
] as const;

/** The message of `imageOf`'s error. */
export const IMAGE_WORDS = defineMessages({
  en: { needsImage: 'It needs an image (H×W×C) and gets a vector of {length} values.' },
  es: { needsImage: 'Necesita una imagen (H×W×C) y recibe un vector de {length} valores.' },
});

/** The messages of a sliding window's errors. */
export const WINDOW_WORDS = merge(IMAGE_WORDS, {
  en: {
    kernelTooLarge:
      'The kernel covers {kernel} pixels of the {axis}, and the padded input has only {padded} ({size} + 2·{padding}).',
  },
  es: {
    kernelTooLarge:
      'El kernel cubre {kernel} píxeles de {axis}, y la entrada con padding solo tiene {padded} ({size} + 2·{padding}).',
  },
});

/** The input as an image, or an error for a vector. */
export function imageOf(input: Shape | undefined): ImageShape | ShapeError<'needsImage'> {
  if (input !== undefined && isImage(input)) return input;
  return refuse('needsImage', { length: input?.[0] ?? 0 });
}

/**
 * The output height and width of a sliding window:
 *
 *     out = floor((in + 2·padding − dilation·(kernel − 1) − 1) / stride) + 1
 *
 * It is an error if the window does not fit once.
 * Source: PyTorch `Conv2d`; Dumoulin and Visin (2018), relationships 6 and 15.
 */
export function windowSize(input: ImageShape, window: Window): Pair | ShapeError<'kernelTooLarge'> {
  for (const axis of AXES) {
    const kernel = reach(window.kernel[axis], window.dilation?.[axis] ?? 1);
    const padded = input[axis] + 2 * window.padding[axis];
    if (kernel > padded) {
      const values = { axis: AXIS_NAMES[axis], kernel, padded, size: input[axis], padding: window.padding[axis] };
      return refuse('kernelTooLarge', values, 'kernel');
    }
  }
  return [sizeOnAxis(input, window, 0), sizeOnAxis(input, window, 1)];
}

function sizeOnAxis(input: ImageShape, { kernel, stride, padding, dilation }: Window, axis: Axis): number {
  return Math.floor((input[axis] + 2 * padding[axis] - reach(kernel[axis], dilation?.[axis] ?? 1)) / stride[axis]) + 1;
}

/** The window's formula in letters and in numbers. The dilation is written out only if it is not 1. */
export function explainWindow(input: Shape | undefined, window: Window): Formula {
  if (input === undefined || !isImage(input)) return { letters: '', numbers: [] };
  const dilated = window.dilation?.some((dilation) => dilation > 1) ?? false;
  return {
    letters: `floor((in + 2·padding − ${dilated ? '(dilation·(kernel − 1) + 1)' : 'kernel'}) / stride) + 1`,
    numbers: byAxis((axis) => {
      const [kernel, dilation] = [window.kernel[axis], window.dilation?.[axis] ?? 1];
      const covered = dilated ? `(${dilation}·(${kernel} − 1) + 1)` : kernel;
      const numbers = `floor((${input[axis]} + 2·${window.padding[axis]} − ${covered}) / ${window.stride[axis]}) + 1`;
      return `${numbers} = ${sizeOnAxis(input, window, axis)}`;
    }),
  };
}

/** One line for both axes if they are equal, else one for each. */
export function byAxis(line: (axis: Axis) => string): readonly string[] {
  const [height, width] = [line(0), line(1)];
  return height === width ? [height] : [height, width];
}

export function isZero(pair: Pair): boolean {
  return pair[0] === 0 && pair[1] === 0;
}

export function isOne(pair: Pair): boolean {
  return pair[0] === 1 && pair[1] === 1;
}

/** 3×3, as kernels are written. */
export function formatKernel(kernel: Pair): string {
  return `${kernel[0]}×${kernel[1]}`;
}

/** s2, or s2×1 where the axes differ, as strides, paddings and dilations are written on a node. */
export function formatPair(letter: string, pair: Pair): string {
  return `${letter}${pair[0] === pair[1] ? pair[0] : formatKernel(pair)}`;
}

/** A pair as Python writes it: 3 where both axes agree, else (3, 5). */
export function pythonPair(pair: Pair): string {
  return pair[0] === pair[1] ? String(pair[0]) : `(${pair[0]}, ${pair[1]})`;
}

/** A pair as a mutable tuple, as tfjs's types require. */
export function tuple(pair: Pair): [number, number] {
  return [pair[0], pair[1]];
}

/** The dilation, with 1 on an axis where the kernel has one element. */
export function effectiveDilation({ kernel, dilation }: { readonly kernel: Pair; readonly dilation: Pair }): Pair {
  return [kernel[0] === 1 ? 1 : dilation[0], kernel[1] === 1 ? 1 : dilation[1]];
}
