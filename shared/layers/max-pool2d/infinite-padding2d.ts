import type { Around } from '../support/padding-mode';
import type { Pair } from '../support/shape';
import { statelessLayer } from '../support/stateless-layer';
import { pythonPair, tuple } from '../support/window';

/** Pads [N, H, W, C] with −∞, as PyTorch's max pooling does, so that the padding is never the maximum. */
export const infinitePadding2D = statelessLayer(
  'InfinitePadding2D',
  (tf, x, { rows, columns }: Around & { readonly name: string }) =>
    tf.pad(x, [[0, 0], tuple(rows), tuple(columns), [0, 0]], Number.NEGATIVE_INFINITY),
  {
    outputShape({ rows, columns }, [batch = null, height, width, channels = null]) {
      const padded = (size: number | null | undefined, pair: Pair) => (size == null ? null : size + pair[0] + pair[1]);
      return [batch, padded(height, rows), padded(width, columns), channels];
    },
  },
);

/** The padding as an argument of the Keras layer: a number or a pair if it is the same on both sides. */
export function pythonAround({ rows, columns }: Around): string {
  if (rows[0] === rows[1] && columns[0] === columns[1]) return pythonPair([rows[0], columns[0]]);
  return `((${rows.join(', ')}), (${columns.join(', ')}))`;
}

/** The same as a Keras layer: Python source. */
export const INFINITE_PADDING_2D = `\
class InfinitePadding2D(layers.Layer):
    """Surrounds images with -infinity, as PyTorch's max pooling does: the padding never wins."""

    def __init__(self, padding, **options):
        super().__init__(**options)
        pair = (padding, padding) if isinstance(padding, int) else padding
        self.padding = tuple((side, side) if isinstance(side, int) else tuple(side) for side in pair)

    def call(self, x):
        return keras.ops.pad(x, [(0, 0), *self.padding, (0, 0)], constant_values=-float("inf"))

    def get_config(self):
        return {**super().get_config(), "padding": self.padding}`;
