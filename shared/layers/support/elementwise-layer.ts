import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './kind';
import { once } from './once';

/** The name of a layer in a tfjs model, and the parameters of its function. */
interface Config {
  readonly name: string;
}

/**
 * A tfjs layer that applies a function to each value, for functions that tfjs has no layer for.
 * @param className the layer's class in a saved model
 * @param apply the function; tfjs derives its gradient
 */
export function elementwiseLayer<C extends Config>(className: string, apply: (tf: Tf, x: tfjs.Tensor, config: C) => tfjs.Tensor) {
  return once((tf) => {
    class Elementwise extends tf.layers.Layer {
      static readonly className = className;

      constructor(private readonly config: C) {
        super({ name: config.name });
      }

      override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
        return inputShape;
      }

      override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
        return tf.tidy(() => apply(tf, (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor, this.config));
      }

      override getConfig(): tfjs.serialization.ConfigDict {
        return { ...super.getConfig(), ...this.config };
      }
    }
    tf.serialization.registerClass(Elementwise);
    return (config: C): tfjs.layers.Layer => new Elementwise(config);
  });
}
