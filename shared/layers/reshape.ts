import { z } from 'zod';
import { channelsFirst, channelsLast, reshaped, transposed } from '../plan/reshaping';
import { stage } from '../plan/stage';
import { defineLayer, refuse } from './support/kind';
import { integer } from './support/params';
import { isImage, only, volume } from './support/shape';

const RANGE = { min: 1, max: 1_048_576 };

/**
 * Reshapes a vector or an image in PyTorch's order: channel by channel, each row by row. It is the inverse of Flatten.
 *
 * Input of any size with H·W·C values, output [height, width, channels]. Source: PyTorch `Unflatten(1, (C, H, W))`.
 */
export const reshape = defineLayer({
  kind: 'Reshape',
  alsoCalled: ['Unflatten'],
  family: 'dense',
  inputs: { min: 1, max: 1 },
  next: ['ConvTranspose2D', 'Conv2D', 'Upsample'],

  params: z.object({
    height: integer(
      { label: { en: 'height', es: 'alto' }, help: { en: 'Rows of the output.', es: 'Filas de la salida.' } },
      RANGE,
      1,
    ),
    width: integer(
      { label: { en: 'width', es: 'ancho' }, help: { en: 'Columns of the output.', es: 'Columnas de la salida.' } },
      RANGE,
      1,
    ),
    channels: integer(
      { label: { en: 'channels', es: 'canales' }, help: { en: 'Channels of the output.', es: 'Canales de la salida.' } },
      RANGE,
      1,
    ),
  }),

  inferShape({ height, width, channels }, ins) {
    const input = only(ins);
    const [given, wanted] = [volume(input), height * width * channels];
    if (given !== wanted) return refuse('otherVolume', { input, given, wanted, height, width, channels }, 'channels');
    return [height, width, channels];
  },
  explain: ({ height, width, channels }, ins) => ({
    letters: 'height·width·channels',
    numbers: [`${height}·${width}·${channels} = ${volume(only(ins))}`],
  }),
  weights: () => [],
  flops: () => 0,
  layout: (from, to) =>
    isImage(to) && volume(from) === volume(to) ? { height: to[0], width: to[1], channels: to[2] } : undefined,
  range: (_, ins) => only(ins),

  kernel: ({ height, width, channels }, { count }) => [
    stage((b, x) => {
      const image = x.shape.length === 4;
      const first = image ? transposed(b, x, channelsFirst) : x;
      const shape = [count, channels, height, width];
      return {
        out: transposed(b, reshaped(b, first, shape), channelsLast),
        backward(gradient) {
          const back = reshaped(b, transposed(b, gradient, channelsFirst), first.shape);
          return image ? transposed(b, back, channelsLast) : back;
        },
      };
    }),
  ],
  build: (tf, { height, width, channels }, ins, name) => [
    ...(isImage(only(ins)) ? [tf.layers.permute({ dims: [3, 1, 2], name: `${name}.order` })] : []),
    tf.layers.reshape({ targetShape: [channels, height, width], name }),
    tf.layers.permute({ dims: [2, 3, 1], name: `${name}.image` }),
  ],
  stock: () => true,

  source: {
    pytorch: ({ height, width, channels }) => ({
      forward: (_, [x = '']) => `${x}.reshape(-1, ${channels}, ${height}, ${width})`,
    }),
    keras: ({ height, width, channels }, ins) => ({
      call(name, [x = '']) {
        const ordered = isImage(only(ins)) ? `layers.Permute((3, 1, 2))(${x})` : x;
        return `layers.Permute((2, 3, 1))(layers.Reshape((${channels}, ${height}, ${width}), name="${name}")(${ordered}))`;
      },
    }),
  },

  summary: ({ height, width, channels }) => [`${height}×${width}×${channels}`],

  words: {
    en: {
      label: 'Reshape',
      doc: "Reshapes its input, channel by channel, in PyTorch's order: the inverse of Flatten.",
      source: 'PyTorch Unflatten.',
      otherVolume: 'The output needs {height}·{width}·{channels} = {wanted} values, and the input has {given} ({input}).',
    },
    es: {
      label: 'Reshape',
      doc: 'Da otro tamaño a su entrada, canal por canal, en el orden de PyTorch: la inversa de Flatten.',
      source: 'PyTorch Unflatten.',
      otherVolume: 'La salida necesita {height}·{width}·{channels} = {wanted} valores, y la entrada tiene {given} ({input}).',
    },
  },
});
