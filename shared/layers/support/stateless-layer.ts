import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './kind';
import { once } from './once';

/** The name of a layer in a tfjs model, and the parameters of its function. */
interface Config {
  readonly name: string;
}

interface Options<C extends Config> {
  readonly stock?: boolean;
  outputShape?(config: C, input: tfjs.Shape): tfjs.Shape;
}

/**
 * A tfjs layer without weights, for functions that tfjs has no layer for.
 * @param className the layer's class in a saved model
 * @param apply the function of a batch; tfjs derives its gradient
 * @param outputShape the output's shape, by default the input's
 * @param stock true if `className` is a class of tfjs itself, which then loads the saved layer
 */
export function statelessLayer<C extends Config>(
  className: string,
  apply: (tf: Tf, x: tfjs.Tensor, config: C) => tfjs.Tensor,
  { stock = false, outputShape = (_, input) => input }: Options<C> = {},
) {
  return once((tf) => {
    class Stateless extends tf.layers.Layer {
      static readonly className = className;

      constructor(private readonly config: C) {
        super({ name: config.name });
      }

      override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
        return outputShape(this.config, inputShape);
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
