import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './kind';
import { once } from './once';

/** The name of a layer in a tfjs model, and the parameters of its function. */
interface Config {
  readonly name: string;
}

/**
 * A tfjs layer without weights whose output has the size of its input, for functions that tfjs has no layer for.
 * @param className the layer's class in a saved model
 * @param apply the function of a batch; tfjs derives its gradient
 * @param stock true if `className` is a class of tfjs itself, which then loads the saved layer
 */
export function statelessLayer<C extends Config>(
  className: string,
  apply: (tf: Tf, x: tfjs.Tensor, config: C) => tfjs.Tensor,
  { stock = false } = {},
) {
  return once((tf) => {
    class Stateless extends tf.layers.Layer {
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
    if (!stock) tf.serialization.registerClass(Stateless);
    return (config: C): tfjs.layers.Layer => new Stateless(config);
  });
}
