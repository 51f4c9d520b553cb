import { z } from 'zod';
import type { Builder, Value } from '../plan/builder';
import { FLOATS, flag, type } from '../plan/ops';
import type { Interval } from './support/interval';
import { defineLayer, refuse } from './support/kind';
import { isImage, type Shape, sameShape, volume } from './support/shape';

/** True if an input of this size is one factor a channel, which is repeated over an image. */
const isPerChannel = (size: Shape, image: Shape): boolean =>
  isImage(size) && isImage(image) && size[0] === 1 && size[1] === 1 && size[2] === image[2];

/** The products of the ends of two intervals; 0 · ∞ counts as 0. */
const times = ([a, b]: Interval, [c, d]: Interval): Interval => {
  const ends = [a * c, a * d, b * c, b * d].map((end) => (Number.isNaN(end) ? 0 : end));
  return [Math.min(...ends), Math.max(...ends)];
};

/**
 * Multiplies its inputs value by value: gates, such as the end of squeeze-and-excitation.
 *
 * Two or more inputs of one size, output of the same. An input [1, 1, C] is repeated over images [H, W, C].
 * Source: PyTorch's `*`; Hu et al. (2018), equation 4.
 */
export const multiply = defineLayer({
  kind: 'Multiply',
  family: 'merge',
  inputs: { min: 2, max: 16 },
  next: ['Conv2D', 'Activation'],
  params: z.object({}),

  inferShape(_, ins) {
    const largest = ins.reduce((most, size) => (volume(size) > volume(most) ? size : most));
    for (const [index, other] of ins.entries())
      if (!sameShape(other, largest) && !isPerChannel(other, largest))
        return refuse('unequal', { other, port: index + 1, largest });
    return largest;
  },
  explain: (_, ins, out) => ({
    letters: 'out = in',
    numbers: [`${ins.map((size) => size.join('×')).join(' · ')} → ${out.join('×')}`],
  }),
  weights: () => [],
  flops: (_, ins, out) => (ins.length - 1) * volume(out),
  range: (_, ins) => ins.reduce(times),

  kernel: (_, { count, out }) => [
    {
      forward(b, ins) {
        const shape = [count, ...out];
        const product = (some: readonly Value[]) => some.reduce((all, one) => b.op('Mul', FLOATS, [all, one], shape));
        return {
          out: product(ins),
          backward: (gradient, wanted) =>
            ins.map((one, port) =>
              wanted[port]
                ? overImage(b, product([gradient, ...ins.filter((_, index) => index !== port)]), one.shape)
                : undefined,
            ),
        };
      },
    },
  ],
  build: (tf, _, __, name) => [tf.layers.multiply({ name })],
  stock: () => true,

  source: {
    pytorch: () => ({ forward: (_, inputs) => inputs.join(' * ') }),
    keras: () => ({ call: (name, inputs) => `layers.Multiply(name="${name}")([${inputs.join(', ')}])` }),
  },

  summary: () => [],

  words: {
    en: {
      label: 'Multiply',
      doc: 'Multiplies its inputs value by value. All must be of one size, or 1×1 with as many channels as the image.',
      source: 'Hu et al. (2018), equation 4.',
      unequal: 'Input {port} is {other}, and the largest is {largest}: it must be equal, or 1×1 with as many channels.',
    },
    es: {
      label: 'Producto',
      doc: 'Multiplica sus entradas valor por valor. Todas deben tener el mismo tamaño, o ser 1×1 con tantos canales como la imagen.',
      source: 'Hu et al. (2018), ecuación 4.',
      unequal: 'La entrada {port} es {other} y la mayor es {largest}: debe ser igual, o 1×1 con los mismos canales.',
    },
  },
});

/** The sum over an image, if the input was repeated over it. */
function overImage(b: Builder, gradient: Value, shape: readonly number[]): Value {
  if (shape.join() === gradient.shape.join()) return gradient;
  return b.op('Sum', [...FLOATS, type('Tidx', 'int32'), flag('keep_dims', true)], [gradient, b.ints([1, 2])], shape);
}
