import type * as tfjs from '@tensorflow/tfjs';
import { reach } from '../../plan/dilate';
import type { Pair } from '../support/shape';
import { statelessLayer } from '../support/stateless-layer';
import { tuple } from '../support/window';

interface DilatedMaxPool2DConfig {
  readonly name: string;
  readonly kernel: Pair;
  readonly dilation: Pair;
}

/** A max pooling of [N, H, W, C] with a dilated kernel, stride 1 and no padding. */
export const dilatedMaxPool2D = statelessLayer(
  'DilatedMaxPool2D',
  (tf, x, { kernel, dilation }: DilatedMaxPool2DConfig) =>
    tf.pool(x as tfjs.Tensor4D, tuple(kernel), 'max', 'valid', tuple(dilation), [1, 1]),
  {
    outputShape({ kernel, dilation }, [batch = null, height, width, channels = null]) {
      const left = (size: number | null | undefined, axis: 0 | 1) =>
        size == null ? null : size - reach(kernel[axis], dilation[axis]) + 1;
      return [batch, left(height, 0), left(width, 1), channels];
    },
  },
);

/** The same as a Keras layer, with strides: Python source. */
export const DILATED_MAX_POOLING_2D = `\
class DilatedMaxPooling2D(layers.Layer):
    """Max pooling with a distance between the pixels of a window, which Keras does not have."""

    def __init__(self, kernel, strides, dilation, **options):
        super().__init__(**options)
        self.kernel, self.strides, self.dilation = kernel, strides, dilation

    def call(self, x):
        ends = [size - step * (kernel - 1) for size, kernel, step in zip(x.shape[1:3], self.kernel, self.dilation)]
        shifts = [range(0, step * kernel, step) for kernel, step in zip(self.kernel, self.dilation)]
        shifted = [
            x[:, row : row + ends[0] : self.strides[0], column : column + ends[1] : self.strides[1]]
            for row in shifts[0]
            for column in shifts[1]
        ]
        return keras.ops.max(keras.ops.stack(shifted), axis=0)

    def get_config(self):
        return {**super().get_config(), "kernel": self.kernel, "strides": self.strides, "dilation": self.dilation}`;
