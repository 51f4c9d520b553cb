import type * as tfjs from '@tensorflow/tfjs';
import type { Pair } from '../support/shape';
import { tuple } from '../support/window';
import { once } from './once';

export interface Repeat2DConfig {
  readonly name: string;
  readonly size: Pair;
}

/**
 * Repeats each pixel of [N, H, W, C] `size` times along each axis. It is tfjs's UpSampling2D, and saves itself as that, with a
 * gradient that is right: tfjs's own, on its JS backend, is only right for the first image of a batch.
 */
export const repeat2D = once((tf) => {
  class Repeat2D extends tf.layers.Layer {
    /** What a saved model calls it: a stock class, so that anything that reads tfjs models reads it. */
    static readonly className = 'UpSampling2D';

    constructor(private readonly config: Repeat2DConfig) {
      super({ name: config.name });
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      const [batch = null, height, width, channels = null] = inputShape;
      const [rows, columns] = this.config.size;
      return [batch, height == null ? null : height * rows, width == null ? null : width * columns, channels];
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
      return tf.tidy(() => {
        const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor4D;
        const [batch, height, width, channels] = x.shape;
        const [rows, columns] = this.config.size;
        // A row is width·channels values one after another, a pixel is channels values.
        const tall = tf.tile(tf.reshape(x, [batch * height, 1, width * channels]), [1, rows, 1]);
        const whole = tf.tile(tf.reshape(tall, [batch * height * rows * width, 1, channels]), [1, columns, 1]);
        return tf.reshape(whole, [batch, height * rows, width * columns, channels]);
      });
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), size: tuple(this.config.size), dataFormat: 'channelsLast', interpolation: 'nearest' };
    }
  }
  return (config: Repeat2DConfig): tfjs.layers.Layer => new Repeat2D(config);
});
