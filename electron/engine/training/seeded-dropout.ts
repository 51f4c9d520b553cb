import type * as tfjs from '@tensorflow/tfjs';
import { once } from '../../../shared/layers/custom/once';

export interface SeededDropoutConfig {
  readonly name: string;
  /** The probability that a value is set to 0. */
  readonly rate: number;
  /** The mask of the present step, of this shape: 0, or 1 / (1 − rate). */
  mask(shape: number[]): tfjs.Tensor;
}

/**
 * Dropout whose mask is a function of seed, node and step. tfjs's own, given a seed, draws the same mask for ever, and without one
 * cannot be repeated. It saves itself as tfjs's Dropout, which does nothing either when a model only predicts.
 */
export const seededDropout = once((tf) => {
  class SeededDropout extends tf.layers.Layer {
    static readonly className = 'Dropout';

    constructor(private readonly config: SeededDropoutConfig) {
      super({ name: config.name });
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      return inputShape;
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[], kwargs: { readonly training?: boolean }): tfjs.Tensor {
      return tf.tidy(() => {
        const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor;
        const { rate, mask } = this.config;
        if (kwargs.training !== true || rate === 0) return tf.clone(x);
        return tf.mul(x, mask(x.shape));
      });
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), rate: this.config.rate };
    }
  }
  return (config: SeededDropoutConfig): tfjs.layers.Layer => new SeededDropout(config);
});
