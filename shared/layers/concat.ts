import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { FLOATS, int, type } from '../plan/ops';
import { union } from './support/interval';
import { defineLayer, refuse } from './support/kind';
import { MIXED_WORDS, refuseMixed } from './support/mixed';
import { channelsOf, isImage } from './support/shape';

/**
 * Concatenates its inputs along the channels, in the order of its ports.
 *
 * Two or more images of one height and width, output [H, W, C1 + C2 + …]; or vectors, output [N1 + N2 + …].
 * Source: PyTorch `torch.cat(inputs, 1)`.
 */
export const concat = defineLayer({
  kind: 'Concat',
  alsoCalled: ['Concatenate', 'cat'],
  family: 'merge',
  inputs: { min: 2, max: 16 },
  next: ['Conv2D'],
  params: z.object({}),

  inferShape(_, ins) {
    const [first = [0], ...others] = ins;
    for (const [index, other] of others.entries()) {
      if (isImage(first) !== isImage(other)) return refuseMixed(first, other, index + 2);
      if (isImage(first) && (first[0] !== other[0] || first[1] !== other[1]))
        return refuse('unequal', { first, other, port: index + 2 });
    }
    const channels = ins.reduce((sum, size) => sum + channelsOf(size), 0);
    return isImage(first) ? [first[0], first[1], channels] : [channels];
  },
  explain: (_, ins, out) => ({ letters: 'C1 + C2 + …', numbers: [`${ins.map(channelsOf).join(' + ')} = ${channelsOf(out)}`] }),
  weights: () => [],
  flops: () => 0,
  range: (_, ins) => ins.reduce(union),

  kernel: () => [
    {
      forward(b, ins) {
        const before = ins[0]?.shape.slice(0, -1) ?? [];
        const channels = ins.map(({ shape }) => shape.at(-1) ?? 0);
        const starts = channels.map((_, index) => channels.slice(0, index).reduce((sum, count) => sum + count, 0));
        const whole = [...before, channels.reduce((sum, count) => sum + count, 0)];
        const attributes = [...FLOATS, int('N', ins.length), type('Tidx', 'int32')];
        return {
          out: b.op('ConcatV2', attributes, [...ins, b.axis(before.length)], whole),
          backward: (gradient, wanted) =>
            ins.map(({ shape }, index) => {
              if (!wanted[index]) return undefined;
              const begin = [...before.map(() => 0), starts[index] ?? 0];
              return b.op('Slice', [...FLOATS, type('Index', 'int32')], [gradient, b.ints(begin), b.ints(shape)], shape);
            }),
        };
      },
    },
  ],
  build: (tf, _, __, name) => [tf.layers.concatenate({ axis: -1, name })],
  stock: () => true,

  source: {
    pytorch: () => ({ forward: (_, inputs) => `torch.cat([${inputs.join(', ')}], 1)` }),
    keras: () => ({ call: (name, inputs) => `layers.Concatenate(name="${name}")([${inputs.join(', ')}])` }),
  },

  summary: () => [],

  words: merge(MIXED_WORDS, {
    en: {
      label: 'Concat',
      doc: 'Concatenates its inputs along the channels. Heights and widths must be equal.',
      source: 'PyTorch cat along the channels.',
      unequal: 'Input 1 is {first} and input {port} is {other}: their heights and widths must be equal.',
    },
    es: {
      label: 'Concatenar',
      doc: 'Concatena sus entradas a lo largo de los canales. Los altos y anchos deben ser iguales.',
      source: 'PyTorch cat a lo largo de los canales.',
      unequal: 'La entrada 1 es {first} y la entrada {port} es {other}: sus altos y anchos deben ser iguales.',
    },
  }),
});
