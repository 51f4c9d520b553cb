import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { maxPoolStage } from '../plan/pooling';
import { reshaped } from '../plan/reshaping';
import { stage } from '../plan/stage';
import { GLOBAL_POOLING } from './support/global-pooling';
import { defineLayer, ShapeError } from './support/kind';
import { channelsOf, only } from './support/shape';
import { IMAGE_WORDS, imageOf, tuple } from './support/window';

/**
 * The largest value of each channel: an image becomes a vector with one value a channel. The first of equal maxima takes the gradient.
 *
 * Input [H, W, C], output [C]. Source: PyTorch `AdaptiveMaxPool2d(1)`, flattened.
 */
export const globalMaxPool = defineLayer({
  kind: 'GlobalMaxPool',
  ...GLOBAL_POOLING,
  params: z.object({}),

  kernel(_, { ins }) {
    const [height = 0, width = 0, channels = 0] = only(ins);
    const flat = stage((b, x) => ({
      out: reshaped(b, x, [x.shape[0] ?? 0, channels]),
      backward: (gradient) => reshaped(b, gradient, x.shape),
    }));
    return [maxPoolStage([height, width], [height, width], [1, 1, channels]), flat];
  },
  // tfjs's own layer gives the gradient to each of equal maxima.
  build(tf, _, ins, name) {
    const image = imageOf(only(ins));
    const poolSize = image instanceof ShapeError ? tuple([1, 1]) : tuple([image[0], image[1]]);
    return [
      tf.layers.maxPooling2d({ poolSize, strides: [1, 1], name: `${name}.windows` }),
      tf.layers.reshape({ targetShape: [channelsOf(only(ins))], name }),
    ];
  },

  source: {
    pytorch: () => ({ forward: (_, [x = '']) => `F.adaptive_max_pool2d(${x}, 1).flatten(1)` }),
    keras: () => ({ call: (name, [x = '']) => `layers.GlobalMaxPooling2D(name="${name}")(${x})` }),
  },

  words: merge(IMAGE_WORDS, {
    en: {
      label: 'Global Max',
      doc: 'Keeps the largest value of each channel: an image becomes a vector with one value a channel.',
      source: 'PyTorch AdaptiveMaxPool2d(1).',
    },
    es: {
      label: 'Máximo global',
      doc: 'Conserva el valor más grande de cada canal: una imagen pasa a ser un vector con un valor por canal.',
      source: 'PyTorch AdaptiveMaxPool2d(1).',
    },
  }),
});
