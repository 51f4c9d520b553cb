import type * as tfjs from '@tensorflow/tfjs';
import { once } from '../support/once';
import type { GroupNorm } from './kernel';

/** Normalises the values of each group of an image's channels; tfjs has no such layer. */
export const groupNormLayer = once((tf) => {
  class GroupNormalization extends tf.layers.Layer {
    static readonly className = 'GroupNormalization';
    private gamma: tfjs.LayerVariable | undefined;
    private beta: tfjs.LayerVariable | undefined;

    constructor(private readonly config: GroupNorm & { readonly name: string }) {
      super({ name: config.name });
    }

    override build(inputShape: tfjs.Shape): void {
      const shape = [inputShape.at(-1) ?? null];
      if (this.config.affine) {
        this.gamma = this.addWeight('gamma', shape, 'float32', tf.initializers.ones());
        this.beta = this.addWeight('beta', shape, 'float32', tf.initializers.zeros());
      }
      super.build(inputShape);
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      return inputShape;
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
      return tf.tidy(() => {
        const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor;
        const { groups, epsilon } = this.config;
        const channels = x.shape.at(-1) ?? 0;
        const apart = tf.reshape(x, [x.shape[0] ?? 0, -1, groups, channels / groups]);
        const { mean, variance } = tf.moments(apart, [1, 3], true);
        const normal = tf.reshape(tf.mul(tf.sub(apart, mean), tf.rsqrt(tf.add(variance, epsilon))), x.shape);
        return this.gamma && this.beta ? tf.add(tf.mul(normal, this.gamma.read()), this.beta.read()) : normal;
      });
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), ...this.config };
    }
  }
  tf.serialization.registerClass(GroupNormalization);
  return (config: GroupNorm & { readonly name: string }): tfjs.layers.Layer => new GroupNormalization(config);
});
