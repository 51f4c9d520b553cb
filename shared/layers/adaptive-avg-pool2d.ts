import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { resampleStage } from '../plan/resample';
import {
  adaptiveArea,
  adaptiveKeras,
  adaptiveMeans,
  adaptiveParams,
  adaptivePytorch,
  adaptiveSize,
  adaptiveSummary,
  explainAdaptive,
} from './support/adaptive';
import { defineLayer } from './support/kind';
import { resampleLayer } from './support/resample-layer';
import { channelsOf, only } from './support/shape';
import { IMAGE_WORDS } from './support/window';

/**
 * Average pooling to a given size: the mean of each window, channel by channel.
 *
 * Input [H, W, C], output [outputSize, C]. Window i of an axis reaches from floor(i · in / out) to ceil((i + 1) · in / out), exclusive.
 * Source: PyTorch `AdaptiveAvgPool2d`.
 */
export const adaptiveAvgPool2D = defineLayer({
  kind: 'AdaptiveAvgPool2D',
  family: 'pooling',
  inputs: { min: 1, max: 1 },
  next: ['Flatten', 'Conv2D'],
  follows: ['Conv2D'],
  params: z.object(adaptiveParams()),

  inferShape: adaptiveSize,
  explain: explainAdaptive,
  weights: () => [],
  flops: (p, ins) => adaptiveArea(only(ins), p) * channelsOf(only(ins)),
  range: (_, ins) => only(ins),

  kernel: (p, { ins }) => [resampleStage(adaptiveMeans(only(ins), p))],
  build: (tf, p, ins, name) => [resampleLayer(tf)({ name, ...adaptiveMeans(only(ins), p) })],
  stock: () => ({ en: 'tfjs has no adaptive pooling', es: 'tfjs no tiene pooling adaptativo' }),

  source: {
    pytorch: (p) => adaptivePytorch('AdaptiveAvgPool2d', p),
    keras: (p) => adaptiveKeras('mean', p),
  },

  summary: adaptiveSummary,

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
