import { z } from 'zod';
import { channelsFirst, channelsLast, reshaped, transposed } from '../plan/reshaping';
import { batchOf, stage } from '../plan/stage';
import { defineLayer } from './support/kind';
import { isImage, only, volume } from './support/shape';

/**
 * Flattens an image to a vector in PyTorch's order: channel by channel, each row by row.
 *
 * Input [H, W, C], output [H·W·C]; a vector stays as it is. Source: PyTorch `Flatten` on C, H, W.
 */
export const flatten = defineLayer({
  kind: 'Flatten',
  family: 'dense',
  inputs: { min: 1, max: 1 },
  next: ['Linear'],
  params: z.object({}),

  inferShape: (_, ins) => [volume(only(ins))],
  explain: (_, ins, out) => ({ letters: 'H·W·C', numbers: [`${only(ins).join('·')} = ${volume(out)}`] }),
  weights: () => [],
  flops: () => 0,
  layout: (from, to) => (isImage(to) || volume(from) !== volume(to) ? undefined : {}),
  range: (_, ins) => only(ins),

  kernel: (_, { count, out }) => [
    stage((b, x) => {
      if (x.shape.length === 2) return { out: x, backward: (gradient) => gradient };
      const first = transposed(b, x, channelsFirst);
      return {
        out: reshaped(b, first, batchOf(count, out)),
        backward: (gradient) => transposed(b, reshaped(b, gradient, first.shape), channelsLast),
      };
    }),
  ],
  // tfjs's images are H, W, C: its own Flatten has another order of values, so weights could not be exchanged with PyTorch.
  // It refuses vectors, too.
  build: (tf, _, ins, name) => {
    const input = only(ins);
    return isImage(input)
      ? [tf.layers.permute({ dims: [3, 1, 2], name: `${name}.order` }), tf.layers.flatten({ name })]
      : [tf.layers.reshape({ targetShape: [...input], name })];
  },
  stock: () => true,

  source: {
    pytorch: () => ({ module: 'nn.Flatten()', forward: (self, [x = '']) => `${self}(${x})` }),
    keras: (_, ins) => ({
      call: (name, [x = '']) => `layers.Flatten(name="${name}")(${isImage(only(ins)) ? `layers.Permute((3, 1, 2))(${x})` : x})`,
    }),
  },

  summary: () => [],

  words: {
    en: {
      label: 'Flatten',
      doc: "Flattens an image to a vector, channel by channel, in PyTorch's order.",
      source: 'PyTorch Flatten.',
    },
    es: {
      label: 'Flatten',
      doc: 'Convierte una imagen en un vector, canal por canal, en el orden de PyTorch.',
      source: 'PyTorch Flatten.',
    },
  },
});
