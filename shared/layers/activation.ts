import { z } from 'zod';
import { activationKeras, activationLayers, activationPytorch, activationRange, FUNCTIONS } from './support/activations';
import { defineLayer, only } from './support/kind';
import { choice, real } from './support/params';
import { volume } from './support/shape';

/**
 * An activation function, applied value by value (Softmax: over the channels).
 *
 * Input and output of one size. Source: PyTorch's `ReLU`, `LeakyReLU`, `ELU`, `Sigmoid`, `Tanh` and `Softmax(dim=1)`.
 */
export const activation = defineLayer({
  kind: 'Activation',
  family: 'activation',
  inputs: { min: 1, max: 1 },

  params: z.object({
    function: choice(
      {
        label: { en: 'function', es: 'función' },
        help: { en: 'What is applied to each value.', es: 'Qué se aplica a cada valor.' },
      },
      FUNCTIONS,
      'ReLU',
    ),
    slope: real(
      {
        label: { en: 'slope', es: 'pendiente' },
        help: { en: 'LeakyReLU alone: the slope below 0.', es: 'Solo LeakyReLU: la pendiente por debajo de 0.' },
      },
      { min: 0, max: 1 },
      0.01,
    ),
    alpha: real(
      {
        label: { en: 'alpha', es: 'alfa' },
        help: { en: 'ELU alone: −alpha is the limit below 0.', es: 'Solo ELU: −alfa es el límite por debajo de 0.' },
      },
      { min: 0, max: 100 },
      1,
    ),
  }),

  inferShape: (_, ins) => only(ins),
  explain: () => ({ letters: 'out = in', numbers: [] }),
  weights: () => [],
  flops: (_, __, out) => volume(out),
  range: (p, ins) => activationRange(p.function, only(ins), p),

  build: (tf, p, _, name) => activationLayers(tf, p.function, name, p),
  stock: (p) =>
    p.function !== 'ELU' ||
    p.alpha === 1 || {
      en: `tfjs has ELU with alpha 1 alone, not ${p.alpha}`,
      es: `tfjs solo tiene ELU con alfa 1, no ${p.alpha}`,
    },

  source: {
    pytorch: (p) => ({ forward: (_, [x = '']) => activationPytorch(p.function, x, p) }),
    keras: (p) => ({ call: (_, [x = '']) => activationKeras(p.function, x, p) }),
  },

  summary: (p) => [
    p.function,
    ...(p.function === 'LeakyReLU' ? [String(p.slope)] : p.function === 'ELU' ? [String(p.alpha)] : []),
  ],

  words: {
    en: {
      label: 'Activation',
      doc: 'Applies a function to each value. Without one between them, two layers of weights are no better than one.',
      source: 'PyTorch ReLU, LeakyReLU, ELU, Sigmoid, Tanh, Softmax over the channels.',
    },
    es: {
      label: 'Activación',
      doc: 'Aplica una función a cada valor. Sin una entre ellas, dos capas de pesos no son mejores que una.',
      source: 'PyTorch ReLU, LeakyReLU, ELU, Sigmoid, Tanh, Softmax sobre los canales.',
    },
  },
});
