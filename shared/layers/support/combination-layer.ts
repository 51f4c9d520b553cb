import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './kind';
import { once } from './once';

interface Options {
  readonly stock?: boolean;
  outputShape?(inputs: readonly tfjs.Shape[]): tfjs.Shape;
}

/**
 * A tfjs layer of two inputs without weights or parameters, for functions that tfjs has no layer for.
 * @param className the layer's class in a saved model
 * @param apply the function of two batches; tfjs derives its gradients
 * @param outputShape the output's shape, by default that of the first input
 * @param stock true if `className` is a class of tfjs itself, which then loads the saved layer
 */
export function combinationLayer(
  className: string,
  apply: (tf: Tf, first: tfjs.Tensor, second: tfjs.Tensor) => tfjs.Tensor,
  { stock = false, outputShape = ([first = []]) => first }: Options = {},
) {
  return once((tf) => {
    class Combination extends tf.layers.Layer {
      static readonly className = className;

      override computeOutputShape(inputShape: tfjs.Shape | tfjs.Shape[]): tfjs.Shape {
        return outputShape(inputShape as tfjs.Shape[]);
      }

      override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
        const [first, second] = inputs as [tfjs.Tensor, tfjs.Tensor];
        return tf.tidy(() => apply(tf, first, second));
      }
    }
    if (!stock) tf.serialization.registerClass(Combination);
    return (config: { readonly name: string }): tfjs.layers.Layer => new Combination(config);
  });
}
