import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { groupNormStage } from './group-norm/kernel';
import { groupNormLayer } from './group-norm/tfjs';
import { ANYTHING } from './support/interval';
import { defineLayer, refuse, ShapeError } from './support/kind';
import { affine, epsilon } from './support/normalisation';
import { channelsOf, only, volume } from './support/shape';
import { channelWeights } from './support/weights';
import { IMAGE_WORDS, imageOf } from './support/window';

/**
 * Instance normalisation: the values of each channel of an image are normalised to mean 0 and variance 1, then possibly scaled and
 * shifted by two learned numbers. It does the same in training and in inference.
 *
 * Input and output of one size, [H, W, C] of more than one pixel; mean and biased variance over the pixels of a channel:
 *
 *     y = (x − mean) / sqrt(variance + epsilon) · gamma + beta
 *
 * Source: Ulyanov, Vedaldi and Lempitsky (2016), equation 3; PyTorch `InstanceNorm2d`.
 */
export const instanceNorm = defineLayer({
  kind: 'InstanceNorm',
  family: 'normalisation',
  inputs: { min: 1, max: 1 },
  next: ['Activation', 'Conv2D'],
  follows: ['Conv2D'],

  params: z.object({ epsilon, affine: affine(false) }),

  inferShape(_, [input]) {
    const image = imageOf(input);
    if (image instanceof ShapeError) return image;
    return image[0] * image[1] > 1 ? image : refuse('onePixel');
  },
  explain: () => ({ letters: 'out = in', numbers: [] }),
  weights: (p, ins) => (p.affine ? channelWeights(channelsOf(only(ins))) : []),
  // Mean, difference, variance (2) and scaling, then gamma and beta.
  flops: (p, _, out) => (p.affine ? 7 : 5) * volume(out),
  heldWhileTraining: 3,
  cancelsBias: true,
  range: () => ANYTHING,

  kernel: (p, context) => [groupNormStage({ ...p, groups: only(context.ins)[2] ?? 1 }, context)],
  build: (tf, p, ins, name) => [groupNormLayer(tf)({ ...p, groups: channelsOf(only(ins)), name })],
  stock: () => ({ en: 'tfjs has no InstanceNorm', es: 'tfjs no tiene InstanceNorm' }),

  source: {
    pytorch: (p, ins) => {
      const options = `${p.epsilon === 1e-5 ? '' : `, eps=${p.epsilon}`}${p.affine ? ', affine=True' : ''}`;
      return {
        module: `nn.InstanceNorm2d(${channelsOf(only(ins))}${options})`,
        forward: (self, [x = '']) => `${self}(${x})`,
      };
    },
    keras: (p, ins) => ({
      call: (name, [x = '']) => {
        const options = `${channelsOf(only(ins))}, epsilon=${p.epsilon}${p.affine ? '' : ', center=False, scale=False'}`;
        return `layers.GroupNormalization(${options}, name="${name}")(${x})`;
      },
    }),
  },

  summary: () => [],

  words: merge(IMAGE_WORDS, {
    en: {
      label: 'InstanceNorm',
      doc: 'Normalises the values of each channel of an image to mean 0 and variance 1.',
      source: 'Ulyanov, Vedaldi and Lempitsky (2016), equation 3; PyTorch InstanceNorm2d.',
      onePixel: 'The image has one pixel, and a channel of one value has no variance.',
    },
    es: {
      label: 'InstanceNorm',
      doc: 'Normaliza los valores de cada canal de una imagen a media 0 y varianza 1.',
      source: 'Ulyanov, Vedaldi y Lempitsky (2016), ecuación 3; PyTorch InstanceNorm2d.',
      onePixel: 'La imagen tiene un píxel, y un canal de un solo valor no tiene varianza.',
    },
  }),
});
