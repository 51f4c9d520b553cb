import type { Matrix, Resampling } from '../../plan/resample';
import type { Interval } from './interval';
import { type Formula, type KerasSource, type PytorchSource, ShapeError } from './kind';
import { axes } from './params';
import { type Axis, channelsOf, type ImageShape, only, type Pair, type Shape } from './shape';
import { byAxis, formatKernel, imageOf } from './window';

/** The parameters of adaptive poolings: new schemas at each call, since a schema carries the field of one kind. */
export const adaptiveParams = () => ({
  outputSize: axes(
    {
      label: { en: 'output size', es: 'tamaño de salida' },
      help: { en: 'Height and width of the output.', es: 'Alto y ancho de la salida.' },
    },
    { min: 1, max: 1024 },
    1,
  ),
});

interface Adaptive {
  readonly outputSize: Pair;
}

/** The output size of adaptive pooling. */
function adaptiveSize({ outputSize }: Adaptive, [input]: readonly Shape[]): ImageShape | ShapeError<'needsImage'> {
  const image = imageOf(input);
  return image instanceof ShapeError ? image : [...outputSize, image[2]];
}

function explainAdaptive({ outputSize }: Adaptive, [input]: readonly Shape[]): Formula {
  const image = imageOf(input);
  if (image instanceof ShapeError) return { letters: '', numbers: [] };
  return {
    letters: 'floor(i·in / out) … ceil((i + 1)·in / out)',
    numbers: byAxis((axis) => `${image[axis]} → ${outputSize[axis]}`),
  };
}

/** A window along an axis; `to` is exclusive. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** The windows along an axis: they overlap where the output does not divide the input, and repeat pixels where it is larger. */
function spansOf(size: number, windows: number): readonly Span[] {
  return Array.from({ length: windows }, (_, index) => ({
    from: Math.floor((index * size) / windows),
    to: Math.ceil(((index + 1) * size) / windows),
  }));
}

const lengthOf = ({ from, to }: Span): number => to - from;
const along = (input: readonly number[], { outputSize }: Adaptive, axis: Axis) => spansOf(input[axis] ?? 0, outputSize[axis]);

/** The number of values in all windows of a channel. */
function adaptiveArea(input: readonly number[], p: Adaptive): number {
  const sum = (axis: Axis) => along(input, p, axis).reduce((all, span) => all + lengthOf(span), 0);
  return sum(0) * sum(1);
}

/** The matrices that give the mean of each window. */
export function adaptiveMeans(input: readonly number[], p: Adaptive): Resampling {
  const matrix = (axis: Axis): Matrix =>
    along(input, p, axis).map((span) =>
      Array.from({ length: input[axis] ?? 0 }, (_, pixel) => (pixel >= span.from && pixel < span.to ? 1 / lengthOf(span) : 0)),
    );
  return { rows: matrix(0), columns: matrix(1) };
}

/** The size of the largest window. */
export function largestWindow(input: readonly number[], p: Adaptive): Pair {
  const most = (axis: Axis) => Math.max(...along(input, p, axis).map(lengthOf));
  return [most(0), most(1)];
}

/** The matrices that copy each window's pixels one after another, its last one until it is as long as the largest. */
export function adaptiveWindows(input: readonly number[], p: Adaptive): Resampling {
  const largest = largestWindow(input, p);
  const matrix = (axis: Axis): Matrix =>
    along(input, p, axis).flatMap(({ from, to }) =>
      Array.from({ length: largest[axis] }, (_, place) => {
        const taken = Math.min(from + place, to - 1);
        return Array.from({ length: input[axis] ?? 0 }, (_, pixel) => (pixel === taken ? 1 : 0));
      }),
    );
  return { rows: matrix(0), columns: matrix(1) };
}

/** The parts of an adaptive pooling's definition that do not depend on what it keeps of a window. */
export const ADAPTIVE = {
  family: 'pooling',
  inputs: { min: 1, max: 1 },
  next: ['Flatten', 'Conv2D'],
  inferShape: adaptiveSize,
  explain: explainAdaptive,
  weights: () => [],
  flops: (p: Adaptive, ins: readonly Shape[]) => adaptiveArea(only(ins), p) * channelsOf(only(ins)),
  range: (_: Adaptive, ins: readonly Interval[]) => only(ins),
  stock: () => ({ en: 'tfjs has no adaptive pooling', es: 'tfjs no tiene pooling adaptativo' }),
  summary: ({ outputSize }: Adaptive) => [formatKernel(outputSize)],
} as const;

export const adaptivePytorch = (module: string, { outputSize }: Adaptive): PytorchSource => ({
  module: `nn.${module}((${outputSize.join(', ')}))`,
  forward: (self, [x = '']) => `${self}(${x})`,
});

export const adaptiveKeras = (reduce: 'mean' | 'max', { outputSize }: Adaptive): KerasSource => ({
  call: (name, [x = '']) => `AdaptivePooling2D((${outputSize.join(', ')}), "${reduce}", name="${name}")(${x})`,
  helpers: [ADAPTIVE_POOLING_2D],
});

const ADAPTIVE_POOLING_2D = `\
class AdaptivePooling2D(layers.Layer):
    """As many windows as asked for along each axis, from floor(i * in / out) to ceil((i + 1) * in / out), as in PyTorch."""

    def __init__(self, size, reduce, **options):
        super().__init__(**options)
        self.size, self.reduce = size, reduce

    def call(self, x):
        reduce = getattr(keras.ops, self.reduce)
        for axis, windows in zip((1, 2), self.size):
            length = x.shape[axis]
            spans = [(i * length // windows, -(-(i + 1) * length // windows)) for i in range(windows)]
            parts = [x[:, start:end] if axis == 1 else x[:, :, start:end] for start, end in spans]
            x = keras.ops.stack([reduce(part, axis=axis) for part in parts], axis=axis)
        return x

    def get_config(self):
        return {**super().get_config(), "size": self.size, "reduce": self.reduce}`;
