import type * as tfjs from '@tensorflow/tfjs';
import { once } from './once';

export interface ScaledEluConfig {
  readonly name: string;
  readonly alpha: number;
}

/** ELU with any alpha: x where x > 0, otherwise alpha·(eˣ − 1). tfjs's own has alpha 1 alone. */
export const scaledElu = once((tf) => {
  class ScaledELU extends tf.layers.Layer {
    static readonly className = 'ScaledELU';

    constructor(private readonly config: ScaledEluConfig) {
      super({ name: config.name });
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      return inputShape;
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
      return tf.tidy(() => {
        const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor;
        const { alpha } = this.config;
        return tf.add(tf.mul(tf.elu(x), alpha), tf.mul(tf.relu(x), 1 - alpha));
      });
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), alpha: this.config.alpha };
    }
  }
  tf.serialization.registerClass(ScaledELU);
  return (config: ScaledEluConfig): tfjs.layers.Layer => new ScaledELU(config);
});
