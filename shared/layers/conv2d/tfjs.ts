import type * as tfjs from '@tensorflow/tfjs';
import { reach } from '../../plan/dilate';
import { type ConvolutionConfig, convolutionLayer } from '../convolution/tfjs';
import { once } from '../support/once';
import { tuple } from '../support/window';

/**
 * A dilated convolution of [N, H, W, C] with stride 1 and no padding that can be trained: tfjs's own has no gradient for
 * dilations above 1. It is saved as tfjs's Conv2D, which has the same weights and results.
 */
export const dilatedConv2D = once((tf) => {
  class DilatedConv2D extends convolutionLayer(tf)<ConvolutionConfig> {
    /** The class name in a saved model: a stock class, so that every reader of tfjs models can load it. */
    static readonly className = 'Conv2D';

    protected override channelAxes(channels: number | null): readonly [number | null, number | null] {
      return [channels, this.config.filters];
    }

    protected override convolve(x: tfjs.Tensor4D, kernel: tfjs.Tensor4D): tfjs.Tensor {
      return tf.conv2d(x, kernel, 1, 'valid');
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      const [batch = null, height, width] = inputShape;
      const { filters, kernelSize, dilationRate } = this.config;
      const left = (size: number | null | undefined, axis: 0 | 1) =>
        size == null ? null : size - reach(kernelSize[axis], dilationRate[axis]) + 1;
      return [batch, left(height, 0), left(width, 1), filters];
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      const { filters, kernelSize, dilationRate, useBias } = this.config;
      const own = { filters, kernelSize: tuple(kernelSize), dilationRate: tuple(dilationRate), useBias };
      return { ...super.getConfig(), ...own, strides: [1, 1], padding: 'valid' };
    }
  }
  return (config: ConvolutionConfig): tfjs.layers.Layer => new DilatedConv2D(config);
});
