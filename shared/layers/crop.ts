import { z } from 'zod';
import { padCrop } from '../plan/pad-crop';
import { combinationLayer } from './support/combination-layer';
import { defineLayer, refuse } from './support/kind';
import type { Around } from './support/padding-mode';
import { isImage } from './support/shape';

/** The rows and columns that are cut off, as negative padding. The first cut is the smaller. */
function cutOf(from: readonly number[], to: readonly number[]): Around {
  const along = (axis: number): readonly [number, number] => {
    const all = (from[axis] ?? 0) - (to[axis] ?? 0);
    return [-Math.floor(all / 2), -Math.ceil(all / 2)];
  };
  return { rows: along(0), columns: along(1) };
}

/**
 * Crops its first input to the height and width of the second, around the middle: the skip connections of a U-Net without padding.
 *
 * Inputs [H, W, C] and [H', W', C'], output [H', W', C]; it begins at row floor((H − H') / 2) and column floor((W − W') / 2). The second
 * input gets no gradient. Source: Ronneberger et al. (2015), figure 1.
 */
export const crop = defineLayer({
  kind: 'Crop',
  family: 'merge',
  inputs: { min: 2, max: 2 },
  next: ['Concat', 'Add'],
  params: z.object({}),

  inferShape(_, [first = [0], like = [0]]) {
    if (!isImage(first) || !isImage(like)) return refuse('needsImages', { first, like });
    if (like[0] > first[0] || like[1] > first[1]) return refuse('cropLarger', { first, like });
    return [like[0], like[1], first[2]];
  },
  explain: (_, [first = [0]], out) => ({ letters: 'H×W×C → H2×W2×C', numbers: [`${first.join('×')} → ${out.join('×')}`] }),
  weights: () => [],
  flops: () => 0,
  range: (_, [first = [0, 0]]) => first,

  kernel: (_, { ins: [from = []], out }) => [
    {
      forward(b, [first, like]) {
        if (!first || !like) throw new Error('a Crop needs two inputs');
        const { rows, columns } = cutOf(from, out);
        return {
          out: padCrop(b, first, { rows, columns }),
          backward: (gradient, wanted) => [
            padCrop(b, gradient, { rows: [-rows[0], -rows[1]], columns: [-columns[0], -columns[1]] }),
            wanted[1] ? b.map('ZerosLike', [like]) : undefined,
          ],
        };
      },
    },
  ],
  build: (tf, _, __, name) => [cropLayer(tf)({ name })],
  stock: () => ({ en: 'tfjs cannot crop to the size of another image', es: 'tfjs no puede recortar al tamaño de otra imagen' }),

  source: {
    pytorch: (_, [first = [0], like = [0]]) => ({ forward: (__, [x = '']) => `${x}[:, :, ${slices(first, like)}]` }),
    // A layer, so that the model has those before the second input.
    keras: () => ({
      call: (name, inputs) => `CropToSize(name="${name}")([${inputs.join(', ')}])`,
      helpers: [CROP_TO_SIZE],
    }),
  },

  summary: () => [],

  words: {
    en: {
      label: 'Crop',
      doc: 'Crops its first input to the height and width of the second, around the middle.',
      source: 'Ronneberger et al. (2015), figure 1.',
      needsImages: 'It needs two images (H×W×C) and gets {first} and {like}.',
      cropLarger: 'Input 2 is {like}, which is larger than input 1, {first}: cropping cannot enlarge it.',
    },
    es: {
      label: 'Recorte',
      doc: 'Recorta su primera entrada al alto y ancho de la segunda, alrededor del centro.',
      source: 'Ronneberger et al. (2015), figura 1.',
      needsImages: 'Necesita dos imágenes (H×W×C) y recibe {first} y {like}.',
      cropLarger: 'La entrada 2 es {like}, mayor que la entrada 1, {first}: un recorte no puede agrandarla.',
    },
  },
});

/** The rows and columns that stay, as Python slices. */
function slices(first: readonly number[], like: readonly number[]): string {
  const { rows, columns } = cutOf(first, like);
  const along = ([before]: readonly [number, number], size = 0) => `${-before}:${size - before}`;
  return `${along(rows, like[0])}, ${along(columns, like[1])}`;
}

const cropLayer = combinationLayer(
  'CropToSize',
  (tf, first, like) => {
    const { rows, columns } = cutOf(first.shape.slice(1), like.shape.slice(1));
    const [batch = 0, , , channels = 0] = first.shape;
    const size = [batch, like.shape[1] ?? 0, like.shape[2] ?? 0, channels];
    return tf.customGrad((a, b) => {
      if (!(a instanceof tf.Tensor) || !(b instanceof tf.Tensor)) throw new Error('not two tensors');
      return {
        value: tf.slice(a, [0, -rows[0], -columns[0], 0], size),
        gradFunc: (gradient) => [
          tf.pad(gradient, [
            [0, 0],
            [-rows[0], -rows[1]],
            [-columns[0], -columns[1]],
            [0, 0],
          ]),
          tf.zerosLike(b),
        ],
      };
    })(first, like);
  },
  { outputShape: ([[batch = null, , , channels = null] = [], like = []]) => [batch, like[1] ?? null, like[2] ?? null, channels] },
);

const CROP_TO_SIZE = `\
class CropToSize(layers.Layer):
    """Crops the first image to the height and width of the second, around the middle."""

    def call(self, inputs):
        x, like = inputs
        (height, width), sizes = like.shape[1:3], zip(x.shape[1:3], like.shape[1:3])
        top, left = ((own - other) // 2 for own, other in sizes)
        return x[:, top : top + height, left : left + width]`;
