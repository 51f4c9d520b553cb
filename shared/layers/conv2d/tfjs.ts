import type * as tfjs from '@tensorflow/tfjs';
import { reach } from '../../plan/dilate';
import { dilateKernel } from '../support/dilate-kernel';
import { once } from '../support/once';
import type { Pair } from '../support/shape';
import { tuple } from '../support/window';

export interface DilatedConv2DConfig {
  readonly name: string;
  readonly filters: number;
  readonly kernelSize: Pair;
  readonly dilationRate: Pair;
  readonly useBias: boolean;
}

/**
 * A dilated convolution of [N, H, W, C] with stride 1 and no padding that can be trained: tfjs's own has no gradient for
 * dilations above 1. It is saved as tfjs's Conv2D, which has the same weights and results.
 */
export const dilatedConv2D = once((tf) => {
  class DilatedConv2D extends tf.layers.Layer {
    /** The class name in a saved model: a stock class, so that every reader of tfjs models can load it. */
    static readonly className = 'Conv2D';
    private kernel: tfjs.LayerVariable | undefined;
    private bias: tfjs.LayerVariable | undefined;

    constructor(private readonly config: DilatedConv2DConfig) {
      super({ name: config.name });
    }

    override build(inputShape: tfjs.Shape): void {
      const { filters, kernelSize, useBias } = this.config;
      const initializer = tf.initializers.glorotUniform({});
      const shape = [...kernelSize, inputShape.at(-1) ?? null, filters];
      this.kernel = this.addWeight('kernel', shape, 'float32', initializer);
      if (useBias) this.bias = this.addWeight('bias', [filters], 'float32', tf.initializers.zeros());
      super.build(inputShape);
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      const [batch = null, height, width] = inputShape;
      const { filters, kernelSize, dilationRate } = this.config;
      const left = (size: number | null | undefined, axis: 0 | 1) =>
        size == null ? null : size - reach(kernelSize[axis], dilationRate[axis]) + 1;
      return [batch, left(height, 0), left(width, 1), filters];
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
      return tf.tidy(() => {
        const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor4D;
        const kernel = dilateKernel(tf, this.kernel?.read() as tfjs.Tensor4D, this.config.dilationRate);
        const y = tf.conv2d(x, kernel, 1, 'valid');
        return this.bias ? tf.add(y, this.bias.read()) : y;
      });
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      const { filters, kernelSize, dilationRate, useBias } = this.config;
      const own = { filters, kernelSize: tuple(kernelSize), dilationRate: tuple(dilationRate), useBias };
      return { ...super.getConfig(), ...own, strides: [1, 1], padding: 'valid' };
    }
  }
  return (config: DilatedConv2DConfig): tfjs.layers.Layer => new DilatedConv2D(config);
});
