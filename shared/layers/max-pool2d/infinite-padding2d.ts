import type * as tfjs from '@tensorflow/tfjs';
import { once } from '../support/once';
import type { Pair } from '../support/shape';
import { tuple } from '../support/window';

export interface InfinitePadding2DConfig {
  readonly name: string;
  readonly padding: Pair;
}

/** Pads [N, H, W, C] with −∞, as PyTorch's max pooling does, so that the padding is never the maximum. */
export const infinitePadding2D = once((tf) => {
  class InfinitePadding2D extends tf.layers.Layer {
    static readonly className = 'InfinitePadding2D';

    constructor(private readonly config: InfinitePadding2DConfig) {
      super({ name: config.name });
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      const [batch = null, height, width, channels = null] = inputShape;
      const padded = (size: number | null | undefined, axis: 0 | 1) =>
        size == null ? null : size + 2 * this.config.padding[axis];
      return [batch, padded(height, 0), padded(width, 1), channels];
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
      const [height, width] = this.config.padding;
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor4D;
      return tf.pad(
        x,
        [
          [0, 0],
          [height, height],
          [width, width],
          [0, 0],
        ],
        Number.NEGATIVE_INFINITY,
      );
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), padding: tuple(this.config.padding) };
    }
  }
  tf.serialization.registerClass(InfinitePadding2D);
  return (config: InfinitePadding2DConfig): tfjs.layers.Layer => new InfinitePadding2D(config);
});

/** The same as a Keras layer: Python source. */
export const INFINITE_PADDING_2D = `\
class InfinitePadding2D(layers.Layer):
    """Surrounds images with -infinity, as PyTorch's max pooling does: the padding never wins."""

    def __init__(self, padding, **options):
        super().__init__(**options)
        self.padding = (padding, padding) if isinstance(padding, int) else tuple(padding)

    def call(self, x):
        height, width = self.padding
        return keras.ops.pad(x, [(0, 0), (height, height), (width, width), (0, 0)], constant_values=-float("inf"))

    def get_config(self):
        return {**super().get_config(), "padding": self.padding}`;
