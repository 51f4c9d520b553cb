import { z } from 'zod';
import { ANYTHING } from '../support/interval';
import { defineLayer, refuse } from '../support/kind';
import { affine, epsilon } from '../support/normalisation';
import { integer, PARAMS, RANGES } from '../support/params';
import { channelsOf, only, volume } from '../support/shape';
import { channelWeights } from '../support/weights';
import { groupNormStage } from './kernel';
import { groupNormLayer } from './tfjs';

/**
 * Group normalisation: the values of each group of an image's channels are normalised to mean 0 and variance 1; then each channel is
 * scaled and shifted by two learned numbers. It does the same in training and in inference, at any batch size.
 *
 * Input and output of one size, [H, W, C] or [C]; mean and biased variance over the pixels and channels of a group:
 *
 *     y = (x − mean) / sqrt(variance + epsilon) · gamma + beta
 *
 * Source: Wu and He (2018), equations 1 and 7; PyTorch `GroupNorm`.
 */
export const groupNorm = defineLayer({
  kind: 'GroupNorm',
  family: 'normalisation',
  inputs: { min: 1, max: 1 },
  next: ['Activation', 'Conv2D'],
  follows: ['Conv2D', 'Add'],

  params: z.object({
    groups: integer(
      {
        label: PARAMS.groups.label,
        help: {
          en: 'Parts of the channels that are normalised apart.',
          es: 'Partes de los canales que se normalizan por separado.',
        },
      },
      RANGES.groups,
      1,
    ),
    epsilon,
    affine: affine(true),
  }),

  inferShape({ groups }, ins) {
    const channels = channelsOf(only(ins));
    return channels % groups === 0 ? only(ins) : refuse('groupsChannels', { channels, groups }, 'groups');
  },
  explain: () => ({ letters: 'out = in', numbers: [] }),
  weights: (p, ins) => (p.affine ? channelWeights(channelsOf(only(ins))) : []),
  // Mean, difference, variance (2) and scaling, then gamma and beta.
  flops: (p, _, out) => (p.affine ? 7 : 5) * volume(out),
  heldWhileTraining: 3,
  range: () => ANYTHING,

  kernel: (p, context) => [groupNormStage(p, context)],
  build: (tf, p, _, name) => [groupNormLayer(tf)({ ...p, name })],
  stock: () => ({ en: 'tfjs has no GroupNorm', es: 'tfjs no tiene GroupNorm' }),

  source: {
    pytorch: (p, ins) => {
      const [size, channels] = [only(ins), channelsOf(only(ins))];
      const options = `${p.epsilon === 1e-5 ? '' : `, eps=${p.epsilon}`}${p.affine ? '' : ', affine=False'}`;
      return {
        module: `nn.GroupNorm(${p.groups}, ${channels}${options})`,
        forward: (self, [x = '']) => `${self}(${x})`,
        ...(volume(size) === p.groups ? { needsTwo: 'one value has no variance for GroupNorm' } : {}),
      };
    },
    keras: (p) => ({
      call: (name, [x = '']) => {
        const options = `${p.groups}, epsilon=${p.epsilon}${p.affine ? '' : ', center=False, scale=False'}`;
        return `layers.GroupNormalization(${options}, name="${name}")(${x})`;
      },
    }),
  },

  summary: ({ groups }) => [`g${groups}`],

  words: {
    en: {
      label: 'GroupNorm',
      doc: 'Normalises the values of each group of an image’s channels to mean 0 and variance 1, then scales and shifts each channel by two learned numbers.',
      source: 'Wu and He (2018), equations 1 and 7; PyTorch GroupNorm.',
      groupsChannels: 'The number of groups, {groups}, does not divide the number of input channels, {channels}.',
    },
    es: {
      label: 'GroupNorm',
      doc: 'Normaliza los valores de cada grupo de canales de una imagen a media 0 y varianza 1, y luego escala y desplaza cada canal con dos números aprendidos.',
      source: 'Wu y He (2018), ecuaciones 1 y 7; PyTorch GroupNorm.',
      groupsChannels: 'El número de grupos, {groups}, no divide el número de canales de la entrada, {channels}.',
    },
  },
});
