import type * as tfjs from '@tensorflow/tfjs';
import { reach } from '../../plan/dilate';
import { type ConvolutionConfig, convolutionLayer, inGroups } from '../convolution/tfjs';
import { once } from '../support/once';
import type { Pair } from '../support/shape';
import { tuple } from '../support/window';

interface Conv2DConfig extends ConvolutionConfig {
  readonly strides: Pair;
  readonly groups: number;
}

/**
 * A convolution of [N, H, W, C] without padding that can be trained, dilated (tfjs's own has no gradient then) and in groups (which
 * tfjs's own does not have).
 */
const trainableConv2D = once((tf) => {
  abstract class TrainableConv2D extends convolutionLayer(tf)<Conv2DConfig> {
    protected override channelAxes(channels: number | null): readonly [number | null, number | null] {
      return [channels === null ? null : channels / this.config.groups, this.config.filters];
    }

    protected override convolve(x: tfjs.Tensor4D, kernel: tfjs.Tensor4D): tfjs.Tensor {
      const { groups, strides } = this.config;
      const one = (image: tfjs.Tensor4D, part: tfjs.Tensor4D) => tf.conv2d(image, part, tuple(strides), 'valid');
      return inGroups(tf, x, kernel, groups, one);
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      const [batch = null, height, width] = inputShape;
      const { filters, kernelSize, dilationRate, strides } = this.config;
      const left = (size: number | null | undefined, axis: 0 | 1) =>
        size == null ? null : Math.floor((size - reach(kernelSize[axis], dilationRate[axis])) / strides[axis]) + 1;
      return [batch, left(height, 0), left(width, 1), filters];
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      const { filters, kernelSize, dilationRate, useBias, strides, groups } = this.config;
      const own = { filters, kernelSize: tuple(kernelSize), dilationRate: tuple(dilationRate), useBias };
      return { ...super.getConfig(), ...own, ...(groups === 1 ? {} : { groups }), strides: tuple(strides), padding: 'valid' };
    }
  }
  return TrainableConv2D;
});

/** A dilated convolution. It is saved as tfjs's Conv2D, which has the same weights and results. */
export const dilatedConv2D = once((tf) => {
  class DilatedConv2D extends trainableConv2D(tf) {
    /** The class name in a saved model: a stock class, so that every reader of tfjs models can load it. */
    static readonly className = 'Conv2D';
  }
  return (config: ConvolutionConfig): tfjs.layers.Layer => new DilatedConv2D({ ...config, strides: [1, 1], groups: 1 });
});

/** A convolution in groups. */
export const groupedConv2D = once((tf) => {
  class GroupedConv2D extends trainableConv2D(tf) {
    static readonly className = 'GroupedConv2D';
  }
  tf.serialization.registerClass(GroupedConv2D);
  return (config: Conv2DConfig): tfjs.layers.Layer => new GroupedConv2D(config);
});
