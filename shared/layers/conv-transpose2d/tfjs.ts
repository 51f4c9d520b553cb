import type * as tfjs from '@tensorflow/tfjs';
import { reach } from '../../plan/dilate';
import { type ConvolutionConfig, convolutionLayer, inGroups } from '../convolution/tfjs';
import { once } from '../support/once';
import type { ImageShape, Pair } from '../support/shape';
import { tuple } from '../support/window';

export interface FullConvTranspose2DConfig extends ConvolutionConfig {
  readonly strides: Pair;
  readonly padding: Pair;
  readonly groups: number;
  /** The output [H, W, C], output padding included. */
  readonly outputShape: ImageShape;
}

/**
 * PyTorch's transposed convolution of [N, H, W, C] with dilation, groups, and output padding beyond the kernel's extent (filled
 * with the bias alone). tfjs's own Conv2DTranspose has none of them. The weights have its layout: [kH, kW, out / groups, in].
 */
export const fullConvTranspose2D = once((tf) => {
  class FullConvTranspose2D extends convolutionLayer(tf)<FullConvTranspose2DConfig> {
    static readonly className = 'FullConvTranspose2D';

    protected override channelAxes(channels: number | null): readonly [number | null, number | null] {
      return [this.config.filters / this.config.groups, channels];
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      return [inputShape[0] ?? null, ...this.config.outputShape];
    }

    protected override convolve(x: tfjs.Tensor4D, kernel: tfjs.Tensor4D): tfjs.Tensor {
      const { kernelSize, strides, padding, dilationRate, filters, groups, outputShape } = this.config;
      const [batch, height, width] = x.shape;
      const whole = (size: number, axis: 0 | 1) => (size - 1) * strides[axis] + reach(kernelSize[axis], dilationRate[axis]);
      const [fullHeight, fullWidth] = [whole(height, 0), whole(width, 1)];
      const one = (image: tfjs.Tensor4D, part: tfjs.Tensor4D) =>
        tf.conv2dTranspose(image, part, [batch, fullHeight, fullWidth, filters / groups], tuple(strides), 'valid');
      const full = inGroups(tf, x, kernel, groups, one);
      // The output is rows padding … padding + out − 1 of the full one; rows past its end are the bias.
      const missing = (whole: number, axis: 0 | 1) => Math.max(0, padding[axis] + outputShape[axis] - whole);
      const [bottom, right] = [missing(fullHeight, 0), missing(fullWidth, 1)];
      const extended =
        bottom + right === 0
          ? full
          : tf.pad(full, [
              [0, 0],
              [0, bottom],
              [0, right],
              [0, 0],
            ]);
      return tf.slice(extended, [0, padding[0], padding[1], 0], [batch, outputShape[0], outputShape[1], filters]);
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      const { filters, kernelSize, strides, padding, dilationRate, useBias, groups, outputShape } = this.config;
      return {
        ...super.getConfig(),
        ...{ filters, useBias, kernelSize: tuple(kernelSize), strides: tuple(strides), padding: tuple(padding) },
        ...{ dilationRate: tuple(dilationRate), groups, outputShape: [...outputShape] },
      };
    }

    static override fromConfig<T extends tfjs.serialization.Serializable>(
      cls: tfjs.serialization.SerializableConstructor<T>,
      config: tfjs.serialization.ConfigDict,
    ): T {
      return new cls(config);
    }
  }
  tf.serialization.registerClass(FullConvTranspose2D);
  return (config: FullConvTranspose2DConfig): tfjs.layers.Layer => new FullConvTranspose2D(config);
});
