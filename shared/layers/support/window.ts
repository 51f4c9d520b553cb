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
  /** True to take windows that reach beyond the padded image, too; false by default. */
  readonly ceilMode?: boolean;
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
 * With `ceilMode`, ceil in place of floor, without a last window that would start in the padding after the image.
 * It is an error if the window does not fit once.
 * Source: PyTorch `Conv2d`, `MaxPool2d`; Dumoulin and Visin (2018), relationships 6 and 15.
 */
export function windowSize(input: ImageShape, window: Window): Pair | ShapeError<'kernelTooLarge'> {
  for (const axis of AXES) {
    const kernel = reach(window.kernel[axis], window.dilation?.[axis] ?? 1);
    const padded = input[axis] + 2 * window.padding[axis];
    if (sizeOnAxis(input, window, axis) < 1) {
      const values = { axis: AXIS_NAMES[axis], kernel, padded, size: input[axis], padding: window.padding[axis] };
      return refuse('kernelTooLarge', values, 'kernel');
    }
  }
  return [sizeOnAxis(input, window, 0), sizeOnAxis(input, window, 1)];
}

function sizeOnAxis(input: ImageShape, window: Window, axis: Axis): number {
  const windows = windowsOnAxis(input, window, axis);
  return startsBeyond(input, window, axis, windows - 1) ? windows - 1 : windows;
}

/** The number of windows that the division gives. */
function windowsOnAxis(input: ImageShape, { kernel, stride, padding, dilation, ceilMode }: Window, axis: Axis): number {
  const room = input[axis] + 2 * padding[axis] - reach(kernel[axis], dilation?.[axis] ?? 1);
  return (ceilMode ? Math.ceil(room / stride[axis]) : Math.floor(room / stride[axis])) + 1;
}

/** True if a window of this number would start in the padding after the image. */
function startsBeyond(input: ImageShape, { stride, padding, ceilMode }: Window, axis: Axis, index: number): boolean {
  return ceilMode === true && index * stride[axis] >= input[axis] + padding[axis];
}

/**
 * The rows and columns of padding around an image for its windows, given the output's size: with `ceilMode`, those after the image
 * are as many as the last window needs.
 */
export function aroundOf(
  input: readonly number[],
  out: readonly number[],
  window: Window,
): { readonly rows: Pair; readonly columns: Pair } {
  const along = (axis: Axis): Pair => {
    const before = window.padding[axis];
    if (!window.ceilMode) return [before, before];
    const end = ((out[axis] ?? 0) - 1) * window.stride[axis] + reach(window.kernel[axis], window.dilation?.[axis] ?? 1);
    return [before, Math.max(end - (input[axis] ?? 0) - before, 0)];
  };
  return { rows: along(0), columns: along(1) };
}

/** The window's formula in letters and in numbers. The dilation is written out only if it is not 1. */
export function explainWindow(input: Shape | undefined, window: Window): Formula {
  if (input === undefined || !isImage(input)) return { letters: '', numbers: [] };
  const dilated = window.dilation?.some((dilation) => dilation > 1) ?? false;
  const round = window.ceilMode ? 'ceil' : 'floor';
  return {
    letters: `${round}((in + 2·padding − ${dilated ? '(dilation·(kernel − 1) + 1)' : 'kernel'}) / stride) + 1`,
    numbers: byAxis((axis) => {
      const [kernel, dilation] = [window.kernel[axis], window.dilation?.[axis] ?? 1];
      const covered = dilated ? `(${dilation}·(${kernel} − 1) + 1)` : kernel;
      const numbers = `${round}((${input[axis]} + 2·${window.padding[axis]} − ${covered}) / ${window.stride[axis]}) + 1`;
      const size = sizeOnAxis(input, window, axis);
      return `${numbers}${size < windowsOnAxis(input, window, axis) ? ' − 1' : ''} = ${size}`;
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
