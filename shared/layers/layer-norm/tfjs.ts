import type * as tfjs from '@tensorflow/tfjs';
import { once } from '../support/once';

interface PlainLayerNormConfig {
  readonly name: string;
  /** The axes that are normalised together. */
  readonly axis: number[];
  readonly epsilon: number;
}

/** Layer normalisation without a scale and a shift. It is saved as tfjs's LayerNormalization, which has the same results in inference. */
export const plainLayerNorm = once((tf) => {
  class PlainLayerNorm extends tf.layers.Layer {
    /** The class name in a saved model: a stock class, so that every reader of tfjs models can load it. */
    static readonly className = 'LayerNormalization';

    constructor(private readonly config: PlainLayerNormConfig) {
      super({ name: config.name });
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      return inputShape;
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
      return tf.tidy(() => {
        const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor;
        const { mean, variance } = tf.moments(x, this.config.axis, true);
        return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, this.config.epsilon)));
      });
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      const { axis, epsilon } = this.config;
      return { ...super.getConfig(), axis, epsilon, center: false, scale: false };
    }
  }
  return (config: PlainLayerNormConfig): tfjs.layers.Layer => new PlainLayerNorm(config);
});
