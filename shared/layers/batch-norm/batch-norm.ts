import { z } from 'zod';
import { ANYTHING } from '../support/interval';
import { defineLayer } from '../support/kind';
import { epsilon } from '../support/normalisation';
import { real } from '../support/params';
import { channelsOf, isImage, only, volume } from '../support/shape';
import { kernel } from './kernel';
import { torchBatchNorm } from './tfjs';

/**
 * Batch normalisation: each channel is normalised to mean 0 and variance 1 over the batch, then scaled and shifted by two learned
 * numbers. In inference, running averages replace the batch's statistics.
 *
 * Input and output of one size, [H, W, C] or [N]:
 *
 *     y = (x − mean) / sqrt(variance + epsilon) · gamma + beta
 *
 * `momentum` is PyTorch's: the weight of the new value in the running average (Keras's momentum is 1 − this). The
 * running variance averages the unbiased variance (over n − 1), the formula uses the biased one (over n).
 * Source: Ioffe and Szegedy (2015), algorithm 1; PyTorch `BatchNorm2d`, `BatchNorm1d`.
 */
export const batchNorm = defineLayer({
  kind: 'BatchNorm',
  alsoCalled: ['BatchNormalization', 'BatchNorm2d', 'BatchNorm1d'],
  family: 'normalisation',
  inputs: { min: 1, max: 1 },
  next: ['Activation', 'MaxPool2D', 'Conv2D'],
  follows: ['Conv2D', 'ConvTranspose2D'],

  params: z.object({
    momentum: real(
      {
        label: { en: 'momentum', es: 'momento' },
        help: {
          en: 'The weight of each batch in the running averages (Keras uses 1 − momentum: 0.1 here is 0.9 there).',
          es: 'El peso de cada lote en las medias móviles (Keras usa 1 − momento: 0.1 aquí es 0.9 allí).',
        },
      },
      { min: 0, max: 1 },
      0.1,
    ),
    epsilon,
  }),

  inferShape: (_, ins) => only(ins),
  explain: () => ({ letters: 'out = in', numbers: [] }),
  weights(_, ins) {
    const shape = [channelsOf(only(ins))];
    return [
      { name: 'gamma', shape, init: { constant: 1 }, trainable: true },
      { name: 'beta', shape, init: { constant: 0 }, trainable: true },
      { name: 'movingMean', shape, init: { constant: 0 }, trainable: false },
      { name: 'movingVariance', shape, init: { constant: 1 }, trainable: false },
    ];
  },
  flops: (_, __, out) => 2 * volume(out),
  heldWhileTraining: 3,
  cancelsBias: true,
  range: () => ANYTHING,

  kernel,
  build: (tf, { momentum, epsilon }, _, name) => [torchBatchNorm(tf)({ name, momentum, epsilon })],
  stock: () => true,

  source: {
    pytorch: ({ momentum, epsilon }, ins) => {
      const input = only(ins);
      const options = `${momentum === 0.1 ? '' : `, momentum=${momentum}`}${epsilon === 1e-5 ? '' : `, eps=${epsilon}`}`;
      return {
        module: `nn.BatchNorm${isImage(input) ? 2 : 1}d(${channelsOf(input)}${options})`,
        forward: (self, [x = '']) => `${self}(${x})`,
        ...(volume(input) === channelsOf(input) ? { needsTwo: 'one image has no variance for BatchNorm to learn from' } : {}),
      };
    },
    keras: ({ momentum, epsilon }) => ({
      call: (name, [x = '']) =>
        `layers.BatchNormalization(momentum=${Number((1 - momentum).toPrecision(12))}, epsilon=${epsilon}, name="${name}")(${x})`,
      remark: [
        "Keras's BatchNormalization averages the variance over n values, PyTorch's over n - 1: what is kept",
        'for validation differs by that factor.',
      ],
    }),
  },

  summary: () => [],

  words: {
    en: {
      label: 'BatchNorm',
      doc: 'Normalises each channel to mean 0 and variance 1 over the batch, then scales and shifts it by two learned numbers.',
      source: 'Ioffe and Szegedy (2015), algorithm 1; PyTorch BatchNorm2d.',
    },
    es: {
      label: 'BatchNorm',
      doc: 'Normaliza cada canal a media 0 y varianza 1 en el lote, y luego lo escala y desplaza con dos números aprendidos.',
      source: 'Ioffe y Szegedy (2015), algoritmo 1; PyTorch BatchNorm2d.',
    },
  },
});
