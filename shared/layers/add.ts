import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { FLOATS, int } from '../plan/ops';
import { defineLayer, refuse } from './support/kind';
import { MIXED_WORDS, refuseMixed } from './support/mixed';
import { isImage, sameShape, volume } from './support/shape';

/**
 * Adds its inputs value by value: the end of a skip connection.
 *
 * Two or more inputs of one size, output of the same. Source: PyTorch's `+`; He et al. (2016), equation 1.
 */
export const add = defineLayer({
  kind: 'Add',
  family: 'merge',
  inputs: { min: 2, max: 16 },
  next: ['Activation', 'Conv2D'],
  params: z.object({}),

  inferShape(_, [first = [0], ...others]) {
    for (const [index, other] of others.entries()) {
      if (isImage(first) !== isImage(other)) return refuseMixed(first, other, index + 2);
      if (!sameShape(first, other)) return refuse('unequal', { first, other, port: index + 2 });
    }
    return first;
  },
  explain: (_, ins, out) => ({
    letters: 'out = in',
    // No equals sign: 10 + 10 = 10 would be wrong of two vectors.
    numbers: [`${ins.map((size) => size.join('×')).join(' + ')} → ${out.join('×')}`],
  }),
  weights: () => [],
  flops: (_, ins, out) => (ins.length - 1) * volume(out),
  range: (_, ins) => [ins.reduce((sum, [low]) => sum + low, 0), ins.reduce((sum, [, high]) => sum + high, 0)],

  kernel: () => [
    {
      forward: (b, ins) => ({
        out: b.op('AddN', [...FLOATS, int('N', ins.length)], ins, ins[0]?.shape ?? []),
        backward: (gradient) => ins.map(() => gradient),
      }),
    },
  ],
  build: (tf, _, __, name) => [tf.layers.add({ name })],
  stock: () => true,

  source: {
    pytorch: () => ({ forward: (_, inputs) => inputs.join(' + ') }),
    keras: () => ({ call: (name, inputs) => `layers.Add(name="${name}")([${inputs.join(', ')}])` }),
  },

  summary: () => [],

  words: merge(MIXED_WORDS, {
    en: {
      label: 'Add',
      doc: 'Adds its inputs value by value. All must be of one size.',
      source: 'He et al. (2016), equation 1.',
      unequal: 'Input 1 is {first} and input {port} is {other}: only equal sizes can be added.',
    },
    es: {
      label: 'Suma',
      doc: 'Suma sus entradas valor por valor. Todas deben tener el mismo tamaño.',
      source: 'He et al. (2016), ecuación 1.',
      unequal: 'La entrada 1 es {first} y la entrada {port} es {other}: solo se pueden sumar tamaños iguales.',
    },
  }),
});
