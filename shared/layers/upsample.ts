import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { FLOATS, flag } from '../plan/ops';
import { batchOf, stage } from '../plan/stage';
import { defineLayer, ShapeError } from './support/kind';
import { once } from './support/once';
import { axes } from './support/params';
import type { Pair } from './support/shape';
import { AXES, only } from './support/shape';
import { byAxis, formatKernel, IMAGE_WORDS, imageOf, pythonPair, tuple } from './support/window';

/**
 * Enlarges an image by repeating each pixel (nearest neighbour).
 *
 * Input [H, W, C], output [H·factor, W·factor, C]. Source: PyTorch `Upsample(mode='nearest')`.
 */
export const upsample = defineLayer({
  kind: 'Upsample',
  alsoCalled: ['UpSampling2D', 'UpsamplingNearest2d'],
  family: 'transposed',
  inputs: { min: 1, max: 1 },
  next: ['Conv2D'],

  params: z.object({
    factor: axes(
      {
        label: { en: 'factor', es: 'factor' },
        help: { en: 'The number of times that each pixel is repeated.', es: 'El número de veces que se repite cada píxel.' },
      },
      { min: 1, max: 64 },
      2,
    ),
  }),

  inferShape({ factor }, [input]) {
    const image = imageOf(input);
    return image instanceof ShapeError ? image : [image[0] * factor[0], image[1] * factor[1], image[2]];
  },
  explain({ factor }, [input]) {
    const image = imageOf(input);
    if (image instanceof ShapeError) return { letters: '', numbers: [] };
    return { letters: 'in·factor', numbers: byAxis((axis) => `${image[axis]}·${factor[axis]} = ${image[axis] * factor[axis]}`) };
  },
  weights: () => [],
  flops: () => 0,
  resize: (from, to) => {
    const factor = AXES.map((axis) => to[axis] / from[axis]);
    return from[2] === to[2] && factor.every((times) => Number.isInteger(times)) ? { factor } : undefined;
  },
  range: (_, ins) => only(ins),

  // The gradient of a pixel is the sum of its copies' gradients.
  kernel: (_, { count, out }) => [
    stage((b, x) => {
      const [, height = 0, width = 0] = x.shape;
      const [tall = 0, wide = 0] = out;
      return {
        out: b.op('ResizeNearestNeighbor', RESIZE, [x, b.ints([tall, wide])], batchOf(count, out)),
        backward: (gradient) => b.op('ResizeNearestNeighborGrad', RESIZE, [gradient, b.ints([height, width])], x.shape),
      };
    }),
  ],
  build: (tf, { factor }, _, name) => [repeat2D(tf)({ size: factor, name })],
  stock: () => true,

  source: {
    pytorch: ({ factor }) => ({
      module: `nn.Upsample(scale_factor=${pythonPair(factor)})`,
      forward: (self, [x = '']) => `${self}(${x})`,
    }),
    keras: ({ factor }) => ({
      call: (name, [x = '']) => `layers.UpSampling2D(${pythonPair(factor)}, name="${name}")(${x})`,
    }),
  },

  summary: ({ factor }) => [formatKernel(factor)],

  words: merge(IMAGE_WORDS, {
    en: {
      label: 'Upsample',
      doc: 'Enlarges an image by repeating each pixel.',
      source: 'PyTorch Upsample with mode nearest.',
    },
    es: {
      label: 'Upsample',
      doc: 'Agranda una imagen repitiendo cada píxel.',
      source: 'PyTorch Upsample con modo nearest.',
    },
  }),
});

const RESIZE = [...FLOATS, flag('align_corners', false), flag('half_pixel_centers', false)];

interface Repeat2DConfig {
  readonly name: string;
  readonly size: Pair;
}

/**
 * Repeats each pixel of [N, H, W, C] `size` times along each axis. It is tfjs's UpSampling2D, and saved as that, with a
 * correct gradient: tfjs's own, on its JS backend, is correct only for the first image of a batch.
 */
const repeat2D = once((tf) => {
  class Repeat2D extends tf.layers.Layer {
    /** The class name in a saved model: a stock class, so that every reader of tfjs models can load it. */
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
