import { z } from 'zod';
import { merge } from '../words/words';
import { repeat2D } from './custom/repeat2d';
import { defineLayer, only, Refusal } from './support/kind';
import { axes } from './support/params';
import { byAxis, formatKernel, IMAGE_WORDS, imageOf, pythonPair } from './support/window';

/**
 * Enlarges an image by repeating each pixel (nearest neighbour).
 *
 * Input [H, W, C], output [H·factor, W·factor, C]. Source: PyTorch `Upsample(mode='nearest')`.
 */
export const upsample = defineLayer({
  kind: 'Upsample',
  family: 'transposed',
  inputs: { min: 1, max: 1 },

  params: z.object({
    factor: axes(
      {
        label: { en: 'factor', es: 'factor' },
        help: { en: 'How often each pixel is repeated.', es: 'Cuántas veces se repite cada píxel.' },
      },
      { min: 1, max: 64 },
      2,
    ),
  }),

  inferShape({ factor }, [input]) {
    const image = imageOf(input);
    return image instanceof Refusal ? image : [image[0] * factor[0], image[1] * factor[1], image[2]];
  },
  explain({ factor }, [input]) {
    const image = imageOf(input);
    if (image instanceof Refusal) return { letters: '', numbers: [] };
    return { letters: 'in·factor', numbers: byAxis((axis) => `${image[axis]}·${factor[axis]} = ${image[axis] * factor[axis]}`) };
  },
  weights: () => [],
  flops: () => 0,
  range: (_, ins) => only(ins),

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
