import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { reshaped, transposed } from '../plan/reshaping';
import { stage } from '../plan/stage';
import { defineLayer, refuse, ShapeError } from './support/kind';
import { integer } from './support/params';
import { only } from './support/shape';
import { statelessLayer } from './support/stateless-layer';
import { IMAGE_WORDS, imageOf } from './support/window';

/** [N, H, W, C, f, f] to [N, H, f, W, f, C], and back. */
const APART = [0, 1, 4, 2, 5, 3] as const;
const TOGETHER = [0, 1, 3, 5, 2, 4] as const;

/**
 * Enlarges an image by taking its channels, factor² at a time, as the pixels of a block.
 *
 * Input [H, W, C · factor²], output [H · factor, W · factor, C]: channel c · factor² + i · factor + j is row i and column j of the blocks
 * of channel c. Source: Shi et al. (2016), section 3.2; PyTorch `PixelShuffle`.
 */
export const pixelShuffle = defineLayer({
  kind: 'PixelShuffle',
  family: 'transposed',
  inputs: { min: 1, max: 1 },
  next: ['Conv2D', 'Activation'],
  follows: ['Conv2D'],

  params: z.object({
    factor: integer(
      {
        label: { en: 'factor', es: 'factor' },
        help: {
          en: 'The size of a block. The channels must be a multiple of its square.',
          es: 'El tamaño de un bloque. Los canales deben ser un múltiplo de su cuadrado.',
        },
      },
      { min: 1, max: 64 },
      2,
    ),
  }),

  inferShape({ factor }, [input]) {
    const image = imageOf(input);
    if (image instanceof ShapeError) return image;
    const [height, width, channels] = image;
    if (channels % factor ** 2 !== 0) return refuse('notBlocks', { channels, square: factor ** 2 }, 'factor');
    return [height * factor, width * factor, channels / factor ** 2];
  },
  explain: (_, ins, out) => ({ letters: 'H×W×C → H·f×W·f×C/f²', numbers: [`${only(ins).join('×')} → ${out.join('×')}`] }),
  weights: () => [],
  flops: () => 0,
  range: (_, ins) => only(ins),
  identity: { factor: 1 },

  kernel: ({ factor }, { ins }) => [
    stage((b, x) => {
      const [height = 0, width = 0, all = 0] = only(ins);
      const [count, channels] = [x.shape[0] ?? 0, all / factor ** 2];
      const blocks = [count, height, width, channels, factor, factor];
      const apart = [count, height, factor, width, factor, channels];
      return {
        out: reshaped(b, transposed(b, reshaped(b, x, blocks), APART), [count, height * factor, width * factor, channels]),
        backward: (gradient) => reshaped(b, transposed(b, reshaped(b, gradient, apart), TOGETHER), x.shape),
      };
    }),
  ],
  build: (tf, { factor }, _, name) => [pixelShuffleLayer(tf)({ name, factor })],
  stock: () => ({ en: 'tfjs has no PixelShuffle', es: 'tfjs no tiene PixelShuffle' }),

  source: {
    pytorch: ({ factor }) => ({ module: `nn.PixelShuffle(${factor})`, forward: (self, [x = '']) => `${self}(${x})` }),
    keras: ({ factor }) => ({
      call: (name, [x = '']) => `PixelShuffle(${factor}, name="${name}")(${x})`,
      helpers: [PIXEL_SHUFFLE],
    }),
  },

  summary: ({ factor }) => [String(factor)],

  words: merge(IMAGE_WORDS, {
    en: {
      label: 'PixelShuffle',
      doc: 'Enlarges an image by taking its channels as the pixels of blocks.',
      source: 'Shi et al. (2016), section 3.2; PyTorch PixelShuffle.',
      notBlocks: 'The {channels} channels of the input are not a multiple of {square}, the square of the factor.',
    },
    es: {
      label: 'PixelShuffle',
      doc: 'Agranda una imagen tomando sus canales como píxeles de bloques.',
      source: 'Shi et al. (2016), sección 3.2; PyTorch PixelShuffle.',
      notBlocks: 'Los {channels} canales de la entrada no son un múltiplo de {square}, el cuadrado del factor.',
    },
  }),
});

interface Config {
  readonly name: string;
  readonly factor: number;
}

const pixelShuffleLayer = statelessLayer(
  'PixelShuffle',
  (tf, x: tfjs.Tensor, { factor }: Config) => {
    const [batch = 0, height = 0, width = 0, all = 0] = x.shape;
    const channels = all / factor ** 2;
    const apart = tf.transpose(tf.reshape(x, [batch, height, width, channels, factor, factor]), [...APART]);
    return tf.reshape(apart, [batch, height * factor, width * factor, channels]);
  },
  {
    outputShape({ factor }, [batch = null, height = null, width = null, channels = null]) {
      const times = (size: number | null, by: number) => (size === null ? null : size * by);
      return [batch, times(height, factor), times(width, factor), times(channels, 1 / factor ** 2)];
    },
  },
);

const PIXEL_SHUFFLE = `\
class PixelShuffle(layers.Layer):
    """Takes channels, factor * factor at a time, as the pixels of a block, in PyTorch's order."""

    def __init__(self, factor, **options):
        super().__init__(**options)
        self.factor = factor

    def call(self, x):
        _, height, width, channels = x.shape
        own, factor = channels // self.factor**2, self.factor
        x = keras.ops.reshape(x, (-1, height, width, own, factor, factor))
        x = keras.ops.transpose(x, (0, 1, 4, 2, 5, 3))
        return keras.ops.reshape(x, (-1, height * factor, width * factor, own))

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}`;
