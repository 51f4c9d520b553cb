import type * as tfjs from '@tensorflow/tfjs';
import { once } from '../support/once';

export interface TorchBatchNormConfig {
  readonly name: string;
  /** The weight of the new value in the running averages: PyTorch's momentum, 1 − Keras's. */
  readonly momentum: number;
  readonly epsilon: number;
}

/**
 * PyTorch's batch normalisation of [N, H, W, C] or [N, C]. It differs from tfjs's own in training only: the running variance
 * averages the unbiased variance (over n − 1 values), and a frozen layer uses its running averages and does not change them. It is
 * saved as tfjs's BatchNormalization, which has the same weights and the same results in inference.
 */
export const torchBatchNorm = once((tf) => {
  const moments = (x: tfjs.Tensor) =>
    tf.moments(
      x,
      x.shape.slice(1).map((_, axis) => axis),
    );

  class TorchBatchNorm extends tf.layers.Layer {
    /** The class name in a saved model: a stock class, so that every reader of tfjs models can load it. */
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

        const fused = tf.getKernel('BatchNormTraining', tf.getBackend()) !== undefined;
        const batch = fused ? this.fused(x) : { ...moments(x), y: undefined };
        const values = x.size / (x.shape.at(-1) ?? 1);
        this.enter(mean, batch.mean);
        // A single value has no variance: PyTorch refuses it; here it is 0.
        this.enter(variance, batch.variance.mul(values / Math.max(values - 1, 1)));
        return batch.y ?? normalise(batch.mean, batch.variance);
      });
    }

    /** Uses the backend's kernels `BatchNormTraining` and its gradient, if it has them. */
    private fused(x: tfjs.Tensor): { y: tfjs.Tensor; mean: tfjs.Tensor; variance: tfjs.Tensor } {
      if (!this.variables) throw new Error(`${this.name} is called before it is built`);
      const { gamma, beta } = this.variables;
      const attrs = { epsilon: this.config.epsilon };
      const kept: tfjs.Tensor[] = [];
      const normalise = tf.customGrad((...inputs) => {
        const [input, scale, shift, save] = inputs as [tfjs.Tensor, tfjs.Tensor, tfjs.Tensor, tfjs.GradSaveFunc];
        const found: tfjs.Tensor[] = tf.engine().runKernel('BatchNormTraining', { x: input, gamma: scale, beta: shift }, attrs);
        const [value, mean, variance] = found as [tfjs.Tensor, tfjs.Tensor, tfjs.Tensor];
        save([input, scale, mean, variance]);
        kept.push(tf.keep(tf.clone(mean)), tf.keep(tf.clone(variance)));
        const gradFunc = (dy: tfjs.Tensor, saved: tfjs.Tensor[]): tfjs.Tensor[] => {
          const [x, gamma, mean, variance] = saved as [tfjs.Tensor, tfjs.Tensor, tfjs.Tensor, tfjs.Tensor];
          return tf.engine().runKernel('BatchNormTrainingGrad', { dy, x, gamma, mean, variance }, attrs);
        };
        return { value, gradFunc };
      });
      const y = normalise(x, gamma.read(), beta.read());
      const [mean, variance] = kept.map((tensor) => {
        const own = tf.clone(tensor);
        tensor.dispose();
        return own;
      });
      if (!mean || !variance) throw new Error('a batch without moments');
      return { y, mean, variance };
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
