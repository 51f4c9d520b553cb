import type { Matrix, Resampling } from '../../plan/resample';
import { AXES, type Axis, area } from '../support/shape';
import type { Window } from '../support/window';

/** The parameters of average pooling. */
export interface AvgPool extends Window {
  readonly ceilMode: boolean;
  readonly countIncludePad: boolean;
  /** 0 for the number of values in the window. */
  readonly divisor: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The pixels that count for a window along an axis, those of the padding among them if they do; `to` is exclusive. */
function spanOf({ kernel, stride, padding, countIncludePad }: AvgPool, axis: Axis, size: number, index: number): Span {
  const from = index * stride[axis] - padding[axis];
  const to = Math.min(from + kernel[axis], size + padding[axis]);
  return countIncludePad ? { from, to } : { from: Math.max(from, 0), to: Math.min(to, size) };
}

const spansOf = (p: AvgPool, axis: Axis, size: number, windows: number): readonly Span[] =>
  Array.from({ length: windows }, (_, index) => spanOf(p, axis, size, index));

/** True if every window is divided by the size of the kernel. */
export function hasPlainMeans(p: AvgPool, input: readonly number[], out: readonly number[]): boolean {
  if (p.divisor !== 0) return p.divisor === area(p.kernel) && !p.ceilMode;
  return AXES.every((axis) =>
    spansOf(p, axis, input[axis] ?? 0, out[axis] ?? 0).every(({ from, to }) => to - from === p.kernel[axis]),
  );
}

/** The matrices by which an image's rows and columns are multiplied to give the means of its windows. */
export function meansOf(p: AvgPool, input: readonly number[], out: readonly number[]): Resampling {
  const matrix = (axis: Axis): Matrix => {
    const size = input[axis] ?? 0;
    return spansOf(p, axis, size, out[axis] ?? 0).map(({ from, to }, index) => {
      const start = index * p.stride[axis] - p.padding[axis];
      const part = p.divisor === 0 ? 1 / (to - from) : axis === 0 ? 1 : 1 / p.divisor;
      return Array.from({ length: size }, (_, pixel) => (pixel >= start && pixel < start + p.kernel[axis] ? part : 0));
    });
  };
  return { rows: matrix(0), columns: matrix(1) };
}

/** The same as a Keras layer: Python source. */
export const WINDOW_MEANS = `\
class WindowMeans(layers.Layer):
    """Average pooling as PyTorch's: the divisor of a window is the number of its values that count, or one for all."""

    def __init__(self, size, kernel, strides, padding, count_include_pad, divisor, **options):
        super().__init__(**options)
        self.settings = dict(size=size, kernel=kernel, strides=strides, padding=padding)
        self.count_include_pad, self.divisor = count_include_pad, divisor

    def call(self, x):
        around, counts = [(0, 0)], []
        for length, size, kernel, stride, padding in zip(x.shape[1:3], *self.settings.values()):
            starts = np.arange(size) * stride - padding
            ends = np.minimum(starts + kernel, length + padding)
            around.append((padding, max(int(starts[-1]) + kernel - length, 0)))
            if not self.count_include_pad:
                starts, ends = np.maximum(starts, 0), np.minimum(ends, length)
            counts.append(ends - starts)
        kernel, strides = self.settings["kernel"], self.settings["strides"]
        means = keras.ops.average_pool(keras.ops.pad(x, [*around, (0, 0)]), kernel, strides)
        divisors = self.divisor or np.outer(*counts)[np.newaxis, :, :, np.newaxis]
        return means * np.asarray(kernel[0] * kernel[1] / divisors, np.float32)

    def get_config(self):
        own = dict(count_include_pad=self.count_include_pad, divisor=self.divisor)
        return {**super().get_config(), **self.settings, **own}`;
