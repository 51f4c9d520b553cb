import type * as tfjs from '@tensorflow/tfjs';
import { once } from './once';

export interface TorchBatchNormConfig {
  readonly name: string;
  /** The part of the new value that enters the running averages: PyTorch's momentum, 1 less Keras's. */
  readonly momentum: number;
  readonly epsilon: number;
}

/**
 * PyTorch's batch normalisation of [N, H, W, C] or [N, C]. It differs from tfjs's own in two things, both of training: the running
 * variance takes in the unbiased variance of a batch, over n − 1 values in place of n, and a layer that is not trainable goes on as
 * when it is not training, its averages untouched. It saves itself as tfjs's BatchNormalization, whose weights are the same, and
 * whose results are too where nothing is trained.
 */
export const torchBatchNorm = once((tf) => {
  class TorchBatchNorm extends tf.layers.Layer {
    /** What a saved model calls it: a stock class, so that anything that reads tfjs models reads it. */
    static readonly className = 'BatchNormalization';
    private variables: Readonly<Record<'gamma' | 'beta' | 'mean' | 'variance', tfjs.LayerVariable>> | undefined;

    constructor(private readonly config: TorchBatchNormConfig) {
      super({ name: config.name });
    }

    override build(inputShape: tfjs.Shape): void {
      const shape = [inputShape.at(-1) ?? null];
      const [zeros, ones] = [tf.initializers.zeros(), tf.initializers.ones()];
      this.variables = {
        gamma: this.addWeight('gamma', shape, 'float32', ones),
        beta: this.addWeight('beta', shape, 'float32', zeros),
        mean: this.addWeight('moving_mean', shape, 'float32', zeros, undefined, false),
        variance: this.addWeight('moving_variance', shape, 'float32', ones, undefined, false),
      };
      super.build(inputShape);
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      return inputShape;
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[], kwargs: { readonly training?: boolean }): tfjs.Tensor {
      return tf.tidy(() => {
        const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor;
        if (!this.variables) throw new Error(`${this.name} is called before it is built`);
        const { gamma, beta, mean, variance } = this.variables;
        const normalise = (m: tfjs.Tensor, v: tfjs.Tensor) =>
          tf.batchNorm(
            x,
            m as tfjs.Tensor1D,
            v as tfjs.Tensor1D,
            beta.read() as tfjs.Tensor1D,
            gamma.read() as tfjs.Tensor1D,
            this.config.epsilon,
          );
        if (kwargs.training !== true || !this.trainable) return normalise(mean.read(), variance.read());

        const batch = tf.moments(
          x,
          x.shape.slice(1).map((_, axis) => axis),
        );
        const values = x.size / (x.shape.at(-1) ?? 1);
        this.enter(mean, batch.mean);
        // A single value has no variance: PyTorch refuses it, here it counts as 0.
        this.enter(variance, batch.variance.mul(values / Math.max(values - 1, 1)));
        return normalise(batch.mean, batch.variance);
      });
    }

    private enter(average: tfjs.LayerVariable, value: tfjs.Tensor): void {
      const { momentum } = this.config;
      average.write(
        average
          .read()
          .mul(1 - momentum)
          .add(value.mul(momentum)),
      );
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      const { momentum, epsilon } = this.config;
      return { ...super.getConfig(), axis: -1, momentum: 1 - momentum, epsilon };
    }
  }
  return (config: TorchBatchNormConfig): tfjs.layers.Layer => new TorchBatchNorm(config);
});
