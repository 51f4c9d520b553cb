import { z } from 'zod';
import { FLOATS } from '../plan/ops';
import { combinationLayer } from './support/combination-layer';
import { defineLayer, refuse } from './support/kind';
import { sameShape, volume } from './support/shape';

/**
 * The larger of two inputs, value by value. Where they are equal, each takes half of the gradient.
 *
 * Two inputs of one size, output of the same. Source: PyTorch `maximum`.
 */
export const maximum = defineLayer({
  kind: 'Maximum',
  family: 'merge',
  inputs: { min: 2, max: 2 },
  next: ['Conv2D', 'Linear'],
  params: z.object({}),

  inferShape: (_, [first = [0], other = [0]]) => (sameShape(first, other) ? first : refuse('unequal', { first, other })),
  explain: (_, ins, out) => ({
    letters: 'out = in',
    numbers: [`max(${ins.map((size) => size.join('×')).join(', ')}) → ${out.join('×')}`],
  }),
  weights: () => [],
  flops: (_, __, out) => volume(out),
  range: (_, ins) => [Math.max(...ins.map(([low]) => low)), Math.max(...ins.map(([, high]) => high))],

  // The sign of the difference, 1, 0 or −1, gives the part of the gradient that each input takes: 1, 1/2 or 0.
  kernel: () => [
    {
      forward(b, [first, second]) {
        if (!first || !second) throw new Error('a Maximum needs two inputs');
        return {
          out: b.op('Maximum', FLOATS, [first, second], first.shape),
          backward(gradient, wanted) {
            const sign = b.map('Sign', [b.op('Sub', FLOATS, [first, second], first.shape)]);
            const part = b.map('Mul', [b.map('AddV2', [sign, b.scalar(1)]), b.scalar(0.5)]);
            const ofFirst = b.map('Mul', [gradient, part]);
            return [ofFirst, wanted[1] ? b.map('Sub', [gradient, ofFirst]) : undefined];
          },
        };
      },
    },
  ],
  build: (tf, _, __, name) => [maximumLayer(tf)({ name })],
  stock: () => true,

  source: {
    pytorch: () => ({ forward: (_, inputs) => `torch.maximum(${inputs.join(', ')})` }),
    keras: () => ({ call: (name, inputs) => `layers.Maximum(name="${name}")([${inputs.join(', ')}])` }),
  },

  summary: () => [],

  words: {
    en: {
      label: 'Maximum',
      doc: 'Keeps the larger of its two inputs, value by value. Both must be of one size.',
      source: 'PyTorch maximum.',
      unequal: 'Input 1 is {first} and input 2 is {other}: only equal sizes can be compared.',
    },
    es: {
      label: 'Máximo',
      doc: 'Conserva la mayor de sus dos entradas, valor por valor. Ambas deben tener el mismo tamaño.',
      source: 'PyTorch maximum.',
      unequal: 'La entrada 1 es {first} y la entrada 2 es {other}: solo se pueden comparar tamaños iguales.',
    },
  },
});

/** tfjs's own gives the whole gradient to the first of equal inputs. */
const maximumLayer = combinationLayer(
  'Maximum',
  (tf, first, second) =>
    tf.customGrad((a, b, save) => {
      if (!(a instanceof tf.Tensor) || !(b instanceof tf.Tensor) || typeof save !== 'function')
        throw new Error('not two tensors');
      save([a, b]);
      return {
        value: tf.maximum(a, b),
        gradFunc(gradient, [one = a, other = b]) {
          const part = tf.div(tf.add(tf.sign(tf.sub(one, other)), 1), 2);
          return [tf.mul(gradient, part), tf.mul(gradient, tf.sub(1, part))];
        },
      };
    })(first, second),
  { stock: true },
);
