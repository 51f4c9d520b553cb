import { z } from 'zod';
import { defineLayer, only } from './support/kind';
import { real } from './support/params';

/**
 * Dropout: while training, each value is set to 0 with probability `rate` and the others are divided by 1 − rate. Otherwise it
 * does nothing.
 *
 * Input and output of one size. Source: Srivastava et al. (2014); PyTorch `Dropout`, elementwise.
 */
export const dropout = defineLayer({
  kind: 'Dropout',
  family: 'normalisation',
  inputs: { min: 1, max: 1 },

  params: z.object({
    rate: real(
      {
        label: { en: 'rate', es: 'probabilidad' },
        help: { en: 'The probability that a value is set to 0.', es: 'La probabilidad de que un valor se ponga a 0.' },
      },
      { min: 0, max: 0.99 },
      0.2,
    ),
  }),

  inferShape: (_, ins) => only(ins),
  explain: () => ({ letters: 'out = in', numbers: [] }),
  weights: () => [],
  flops: () => 0,
  range: (_, ins) => only(ins),

  build: (tf, { rate }, _, name) => [tf.layers.dropout({ rate, name })],
  stock: () => true,

  source: {
    pytorch: ({ rate }) => ({ module: `nn.Dropout(${rate})`, forward: (self, [x = '']) => `${self}(${x})` }),
    keras: ({ rate }) => ({ call: (name, [x = '']) => `layers.Dropout(${rate}, name="${name}")(${x})` }),
  },

  summary: ({ rate }) => [String(rate)],

  words: {
    en: {
      label: 'Dropout',
      doc: 'While training, sets values to 0 at random, so that no layer relies on a few of them. Otherwise it does nothing.',
      source: 'Srivastava et al. (2014); PyTorch Dropout.',
    },
    es: {
      label: 'Dropout',
      doc: 'Al entrenar, pone valores a 0 al azar, para que ninguna capa dependa de unos pocos. Si no, no hace nada.',
      source: 'Srivastava et al. (2014); PyTorch Dropout.',
    },
  },
});
