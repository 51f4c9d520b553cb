import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { maxPoolStage } from '../plan/pooling';
import { resampleStage } from '../plan/resample';
import { ADAPTIVE, adaptiveKeras, adaptiveParams, adaptivePytorch, adaptiveWindows, largestWindow } from './support/adaptive';
import { defineLayer } from './support/kind';
import { resampleLayer } from './support/resample-layer';
import { only } from './support/shape';
import { IMAGE_WORDS, tuple } from './support/window';

/**
 * Max pooling to a given size: the largest value of each window, channel by channel.
 *
 * Input [H, W, C], output [outputSize, C]. Window i of an axis reaches from floor(i · in / out) to ceil((i + 1) · in / out), exclusive.
 * Source: PyTorch `AdaptiveMaxPool2d`.
 */
export const adaptiveMaxPool2D = defineLayer({
  kind: 'AdaptiveMaxPool2D',
  ...ADAPTIVE,
  params: z.object(adaptiveParams()),

  // The windows are laid side by side, each as large as the largest, so that they no longer overlap.
  kernel(p, { ins, out }) {
    const window = largestWindow(only(ins), p);
    return [resampleStage(adaptiveWindows(only(ins), p)), maxPoolStage(window, window, [...p.outputSize, out[2] ?? 0])];
  },
  build(tf, p, ins, name) {
    const window = tuple(largestWindow(only(ins), p));
    return [
      resampleLayer(tf)({ name: `${name}.windows`, ...adaptiveWindows(only(ins), p) }),
      tf.layers.maxPooling2d({ poolSize: window, strides: window, name }),
    ];
  },

  source: {
    pytorch: (p) => adaptivePytorch('AdaptiveMaxPool2d', p),
    keras: (p) => adaptiveKeras('max', p),
  },

  words: merge(IMAGE_WORDS, {
    en: {
      label: 'Adaptive Max',
      doc: 'Keeps the largest values of windows whose size follows from the output size, whatever the size of the image.',
      source: 'PyTorch AdaptiveMaxPool2d.',
    },
    es: {
      label: 'Max adaptativo',
      doc: 'Conserva los mayores valores de ventanas cuyo tamaño resulta del de la salida, sea cual sea el de la imagen.',
      source: 'PyTorch AdaptiveMaxPool2d.',
    },
  }),
});
