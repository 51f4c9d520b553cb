import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { resampleStage } from '../plan/resample';
import { ADAPTIVE, adaptiveKeras, adaptiveMeans, adaptiveParams, adaptivePytorch } from './support/adaptive';
import { defineLayer } from './support/kind';
import { resampleLayer } from './support/resample-layer';
import { only } from './support/shape';
import { IMAGE_WORDS } from './support/window';

/**
 * Average pooling to a given size: the mean of each window, channel by channel.
 *
 * Input [H, W, C], output [outputSize, C]. Window i of an axis reaches from floor(i · in / out) to ceil((i + 1) · in / out), exclusive.
 * Source: PyTorch `AdaptiveAvgPool2d`.
 */
export const adaptiveAvgPool2D = defineLayer({
  kind: 'AdaptiveAvgPool2D',
  ...ADAPTIVE,
  follows: ['Conv2D'],
  params: z.object(adaptiveParams()),

  kernel: (p, { ins }) => [resampleStage(adaptiveMeans(only(ins), p))],
  build: (tf, p, ins, name) => [resampleLayer(tf)({ name, ...adaptiveMeans(only(ins), p) })],

  source: {
    pytorch: (p) => adaptivePytorch('AdaptiveAvgPool2d', p),
    keras: (p) => adaptiveKeras('mean', p),
  },

  words: merge(IMAGE_WORDS, {
    en: {
      label: 'Adaptive Avg',
      doc: 'Takes means of windows whose size follows from the output size, whatever the size of the image.',
      source: 'PyTorch AdaptiveAvgPool2d.',
    },
    es: {
      label: 'Avg adaptativo',
      doc: 'Toma medias de ventanas cuyo tamaño resulta del de la salida, sea cual sea el de la imagen.',
      source: 'PyTorch AdaptiveAvgPool2d.',
    },
  }),
});
