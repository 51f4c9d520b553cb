import type * as tfjs from '@tensorflow/tfjs';
import { dilateKernel } from '../support/dilate-kernel';
import type { Tf } from '../support/kind';
import { once } from '../support/once';
import type { Pair } from '../support/shape';

/** The parameters of a convolution layer for tfjs. */
export interface ConvolutionConfig {
  readonly name: string;
  readonly filters: number;
  readonly kernelSize: Pair;
  readonly dilationRate: Pair;
  readonly useBias: boolean;
}

/** A tfjs layer with a dilated kernel and a bias: the base of both convolutions. */
export const convolutionLayer = once((tf) => {
  abstract class ConvolutionLayer<C extends ConvolutionConfig> extends tf.layers.Layer {
    private kernel: tfjs.LayerVariable | undefined;
    private bias: tfjs.LayerVariable | undefined;

    constructor(protected readonly config: C) {
      super({ name: config.name });
    }

    /** The two last axes of the kernel. */
    protected abstract channelAxes(channels: number | null): readonly [number | null, number | null];

    /** The convolution of x [N, H, W, C] with a kernel that is dilated already, without the bias. */
    protected abstract convolve(x: tfjs.Tensor4D, kernel: tfjs.Tensor4D): tfjs.Tensor;

    override build(inputShape: tfjs.Shape): void {
      const { filters, kernelSize, useBias } = this.config;
      const shape = [...kernelSize, ...this.channelAxes(inputShape.at(-1) ?? null)];
      this.kernel = this.addWeight('kernel', shape, 'float32', tf.initializers.glorotUniform({}));
      if (useBias) this.bias = this.addWeight('bias', [filters], 'float32', tf.initializers.zeros());
      super.build(inputShape);
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
      return tf.tidy(() => {
        const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor4D;
        const y = this.convolve(x, dilateKernel(tf, this.kernel?.read() as tfjs.Tensor4D, this.config.dilationRate));
        return this.bias ? tf.add(y, this.bias.read()) : y;
      });
    }
  }
  return ConvolutionLayer;
});

type Convolve = (image: tfjs.Tensor4D, kernel: tfjs.Tensor4D) => tfjs.Tensor4D;

/** Convolves each group of channels with its own part of the kernel, which is divided along its last axis. */
export function inGroups(tf: Tf, x: tfjs.Tensor4D, kernel: tfjs.Tensor4D, groups: number, one: Convolve): tfjs.Tensor4D {
  if (groups === 1) return one(x, kernel);
  const kernels = tf.split<tfjs.Tensor4D>(kernel, groups, 3);
  const images = tf.split<tfjs.Tensor4D>(x, groups, 3);
  return tf.concat(
    images.map((image, group) => one(image, kernels[group] ?? kernel)),
    3,
  );
}
