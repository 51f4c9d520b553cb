import { z } from 'zod';
import { FLOATS, flag, type } from '../plan/ops';
import { reshaped } from '../plan/reshaping';
import { greater, select } from '../plan/select';
import { ANYTHING } from './support/interval';
import { defineLayer } from './support/kind';
import { real, toggle } from './support/params';
import { channelsOf, isImage, only, type Shape, volume } from './support/shape';

/** The slopes in tfjs's shape: that of the input, with 1 for each axis that shares them. */
function slopesOf(size: Shape, perChannel: boolean): readonly number[] {
  const count = perChannel ? channelsOf(size) : 1;
  return isImage(size) ? [1, 1, count] : [count];
}

/**
 * x where x > 0, otherwise slope · x, with a learned slope for each channel, or one for all.
 *
 * Input and output of one size. The gradient of a slope is the sum of g · x over its values below 0.
 * Source: He et al. (2015), equations 1 and 8; PyTorch `PReLU`.
 */
export const prelu = defineLayer({
  kind: 'PReLU',
  family: 'activation',
  inputs: { min: 1, max: 1 },
  next: ['Conv2D', 'MaxPool2D', 'Linear'],
  follows: ['Conv2D', 'ConvTranspose2D', 'BatchNorm'],

  params: z.object({
    perChannel: toggle(
      {
        label: { en: 'per channel', es: 'por canal' },
        help: {
          en: 'Learns a slope for each channel. Off: one for all.',
          es: 'Aprende una pendiente por canal. Si no, una para todos.',
        },
      },
      false,
    ),
    init: real(
      {
        label: { en: 'initial slope', es: 'pendiente inicial' },
        help: { en: 'The slope below 0 before training.', es: 'La pendiente por debajo de 0 antes de entrenar.' },
      },
      { min: -1, max: 1 },
      0.25,
    ),
  }),

  inferShape: (_, ins) => only(ins),
  explain: () => ({ letters: 'out = in', numbers: [] }),
  weights: ({ perChannel, init }, ins) => [
    { name: 'slope', shape: slopesOf(only(ins), perChannel), init: { constant: init }, trainable: true },
  ],
  flops: (_, __, out) => 2 * volume(out),
  // The slope can become any number.
  range: (_, ins) => (only(ins)[0] >= 0 ? only(ins) : ANYTHING),

  kernel: ({ perChannel }, context) => [
    {
      weighted: true,
      forward(b, [x]) {
        if (!x) throw new Error('a PReLU without an input');
        const slope = context.weight(b, 'slope');
        const above = greater(b, x, 0);
        return {
          out: select(b, above, x, b.map('Mul', [x, slope])),
          backward(gradient, [wanted]) {
            if (context.learns) {
              const below = select(b, above, b.scalar(0), b.map('Mul', [gradient, x]));
              const axes = [...x.shape.keys()].filter((axis) => !perChannel || axis < x.shape.length - 1);
              const sum = [...FLOATS, type('Tidx', 'int32'), flag('keep_dims', false)];
              const sums = b.op('Sum', sum, [below, b.ints(axes)], perChannel ? x.shape.slice(-1) : []);
              context.gradient('slope', reshaped(b, sums, slope.shape));
            }
            return [wanted ? select(b, above, gradient, b.map('Mul', [gradient, slope])) : undefined];
          },
        };
      },
    },
  ],
  build(tf, { perChannel, init }, ins, name) {
    const axes = only(ins).map((_, index) => index + 1);
    const sharedAxes = perChannel ? axes.slice(0, -1) : axes;
    const alphaInitializer = tf.initializers.constant({ value: init });
    return [tf.layers.prelu({ name, alphaInitializer, ...(sharedAxes.length > 0 ? { sharedAxes } : {}) })];
  },
  stock: () => true,

  source: {
    pytorch: ({ perChannel, init }, ins) => {
      const options = [...(perChannel ? [channelsOf(only(ins))] : []), ...(init === 0.25 ? [] : [`init=${init}`])];
      return { module: `nn.PReLU(${options.join(', ')})`, forward: (self, [x = '']) => `${self}(${x})` };
    },
    keras: ({ perChannel, init }, ins) => ({
      call: (name, [x = '']) => {
        const axes = only(ins).map((_, index) => index + 1);
        const shared = perChannel ? axes.slice(0, -1) : axes;
        const options = [
          `keras.initializers.Constant(${init})`,
          ...(shared.length > 0 ? [`shared_axes=[${shared.join(', ')}]`] : []),
          `name="${name}"`,
        ];
        return `layers.PReLU(${options.join(', ')})(${x})`;
      },
    }),
  },

  summary: ({ perChannel }) => (perChannel ? ['C'] : []),

  words: {
    en: {
      label: 'PReLU',
      doc: 'Keeps positive values and multiplies the others by a learned slope, one for each channel or one for all.',
      source: 'He et al. (2015), equations 1 and 8; PyTorch PReLU.',
    },
    es: {
      label: 'PReLU',
      doc: 'Conserva los valores positivos y multiplica los demás por una pendiente aprendida, una por canal o una para todos.',
      source: 'He et al. (2015), ecuaciones 1 y 8; PyTorch PReLU.',
    },
  },
});
