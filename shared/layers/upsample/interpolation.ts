import type { Matrix } from '../../plan/resample';

export type Interpolation = 'nearest' | 'bilinear';

/**
 * The matrix that resamples an axis, as PyTorch's `interpolate`. Pixel i of the output is taken from i · in / out (nearest, rounded
 * down), from (i + 1/2) · in / out − 1/2 (bilinear), or from i · (in − 1) / (out − 1) if the corners are aligned.
 */
export function interpolation(mode: Interpolation, alignCorners: boolean, size: number, windows: number): Matrix {
  return Array.from({ length: windows }, (_, index) => {
    const place = placeOf(mode, alignCorners, size, windows, index);
    const low = Math.min(Math.floor(place), size - 1);
    const high = Math.min(low + 1, size - 1);
    const part = mode === 'nearest' ? 0 : place - low;
    return Array.from({ length: size }, (_, pixel) => (pixel === low ? 1 - part : 0) + (pixel === high ? part : 0));
  });
}

/** PyTorch computes the places of `nearest` in float32, which rounds some of them down. */
function placeOf(mode: Interpolation, alignCorners: boolean, size: number, windows: number, index: number): number {
  if (mode === 'nearest') return Math.floor(Math.fround(index * Math.fround(size / windows)));
  if (alignCorners) return windows === 1 ? 0 : (index * (size - 1)) / (windows - 1);
  return Math.max(((index + 0.5) * size) / windows - 0.5, 0);
}

/** The same as a Keras layer: Python source. */
export const INTERPOLATION_2D = `\
class Interpolation2D(layers.Layer):
    """Resamples images to a size, as PyTorch's Upsample does."""

    def __init__(self, size, mode, align_corners, **options):
        super().__init__(**options)
        self.size, self.mode, self.align_corners = size, mode, align_corners

    def matrix(self, length, size):
        steps = np.arange(size)
        if self.mode == "nearest":
            places = np.floor(steps.astype(np.float32) * np.float32(length / size))
        elif self.align_corners:
            places = steps * ((length - 1) / max(size - 1, 1))
        else:
            places = np.maximum((steps + 0.5) * length / size - 0.5, 0)
        low = np.minimum(places.astype(int), length - 1)
        part = places - low if self.mode == "bilinear" else np.zeros(size)
        matrix = np.zeros((size, length), np.float32)
        matrix[steps, low] += 1 - part
        matrix[steps, np.minimum(low + 1, length - 1)] += part
        return matrix

    def call(self, x):
        rows, columns = (self.matrix(length, size) for length, size in zip(x.shape[1:3], self.size))
        return keras.ops.einsum("pw,nowc->nopc", columns, keras.ops.einsum("oh,nhwc->nowc", rows, x))

    def get_config(self):
        return {**super().get_config(), "size": self.size, "mode": self.mode, "align_corners": self.align_corners}`;
