import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { FLOATS, flag, type } from '../plan/ops';
import { stage } from '../plan/stage';
import { GLOBAL_POOLING } from './support/global-pooling';
import { defineLayer } from './support/kind';
import { isImage, volume } from './support/shape';
import { IMAGE_WORDS } from './support/window';

/**
 * The mean of each channel: an image becomes a vector with one value a channel.
 *
 * Input [H, W, C], output [C]. Source: Lin et al. (2013), section 3.2; PyTorch `AdaptiveAvgPool2d(1)`, flattened.
 */
export const globalAvgPool = defineLayer({
  kind: 'GlobalAvgPool',
  alsoCalled: ['GlobalAveragePooling2D'],
  ...GLOBAL_POOLING,
  params: z.object({}),

  layout: (from, to) => (isImage(from) && !isImage(to) && volume(from) !== from[2] && to[0] === from[2] ? {} : undefined),

  // The gradient of the mean is the same for all pixels.
  kernel: () => [
    stage((b, x) => {
      const [count = 0, height = 0, width = 0, channels = 0] = x.shape;
      return {
        out: b.op('Mean', [...FLOATS, type('Tidx', 'int32'), flag('keep_dims', false)], [x, b.ints([1, 2])], [count, channels]),
        backward(gradient) {
          const pixel = b.map('Mul', [gradient, b.scalar(1 / (height * width))]);
          const shape = [count, 1, 1, channels];
          const image = b.op('Reshape', [...FLOATS, type('Tshape', 'int32')], [pixel, b.ints(shape)], shape);
          return b.op('BroadcastTo', [...FLOATS, type('Tidx', 'int32')], [image, b.ints(x.shape)], x.shape);
        },
      };
    }),
  ],
  build: (tf, _, __, name) => [tf.layers.globalAveragePooling2d({ name, dataFormat: 'channelsLast' })],

  source: {
    pytorch: () => ({ forward: (_, [x = '']) => `${x}.mean((2, 3))` }),
    keras: () => ({ call: (name, [x = '']) => `layers.GlobalAveragePooling2D(name="${name}")(${x})` }),
  },

  words: merge(IMAGE_WORDS, {
    en: {
      label: 'Global Avg',
      doc: 'Takes the mean of each channel: an image becomes a vector with one value a channel.',
      source: 'Lin et al. (2013), section 3.2; PyTorch AdaptiveAvgPool2d(1).',
    },
    es: {
      label: 'Media global',
      doc: 'Toma la media de cada canal: una imagen pasa a ser un vector con un valor por canal.',
      source: 'Lin et al. (2013), sección 3.2; PyTorch AdaptiveAvgPool2d(1).',
    },
  }),
});
