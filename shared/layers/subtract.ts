import { z } from 'zod';
import { FLOATS } from '../plan/ops';
import { combinationLayer } from './support/combination-layer';
import { defineLayer, refuse } from './support/kind';
import { sameShape, volume } from './support/shape';

/**
 * Subtracts its second input from the first, value by value.
 *
 * Two inputs of one size, output of the same. Source: PyTorch's `-`.
 */
export const subtract = defineLayer({
  kind: 'Subtract',
  family: 'merge',
  inputs: { min: 2, max: 2 },
  next: ['Conv2D', 'Activation'],
  params: z.object({}),

  inferShape: (_, [first = [0], other = [0]]) => (sameShape(first, other) ? first : refuse('unequal', { first, other })),
  explain: (_, ins, out) => ({
    letters: 'out = in',
    numbers: [`${ins.map((size) => size.join('×')).join(' − ')} → ${out.join('×')}`],
  }),
  weights: () => [],
  flops: (_, __, out) => volume(out),
  range: (_, [[low, high] = [0, 0], [otherLow, otherHigh] = [0, 0]]) => [low - otherHigh, high - otherLow],

  kernel: () => [
    {
      forward(b, [first, second]) {
        if (!first || !second) throw new Error('a Subtract needs two inputs');
        return {
          out: b.op('Sub', FLOATS, [first, second], first.shape),
          backward: (gradient, wanted) => [gradient, wanted[1] ? b.map('Neg', [gradient]) : undefined],
        };
      },
    },
  ],
  build: (tf, _, __, name) => [subtractLayer(tf)({ name })],
  stock: () => ({ en: 'tfjs has no layer that subtracts', es: 'tfjs no tiene una capa que reste' }),

  source: {
    pytorch: () => ({ forward: (_, inputs) => inputs.join(' - ') }),
    keras: () => ({ call: (name, inputs) => `layers.Subtract(name="${name}")([${inputs.join(', ')}])` }),
  },

  summary: () => [],

  words: {
    en: {
      label: 'Subtract',
      doc: 'Subtracts its second input from the first, value by value. Both must be of one size.',
      source: 'PyTorch’s subtraction of tensors.',
      unequal: 'Input 1 is {first} and input 2 is {other}: only equal sizes can be subtracted.',
    },
    es: {
      label: 'Resta',
      doc: 'Resta su segunda entrada de la primera, valor por valor. Ambas deben tener el mismo tamaño.',
      source: 'La resta de tensores de PyTorch.',
      unequal: 'La entrada 1 es {first} y la entrada 2 es {other}: solo se pueden restar tamaños iguales.',
    },
  },
});

const subtractLayer = combinationLayer('Subtract', (tf, first, second) => tf.sub(first, second));
