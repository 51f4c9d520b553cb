import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { padCropStages } from '../plan/pad-crop';
import { resampleStage } from '../plan/resample';
import { union } from './support/interval';
import { defineLayer, refuse, ShapeError } from './support/kind';
import {
  type Around,
  excessOf,
  IMAGE_PADDING_2D,
  isNone,
  kerasPadding,
  PADDING_WORDS,
  type PaddingMode,
  paddingMatrices,
  paddingMode,
} from './support/padding-mode';
import { sides } from './support/params';
import { resampleLayer } from './support/resample-layer';
import { AXES, only, type Pair } from './support/shape';
import { AXIS_NAMES, byAxis, IMAGE_WORDS, imageOf, tuple } from './support/window';

type Sides = readonly [rows: Pair, columns: Pair];
interface Padded {
  readonly padding: Sides;
  readonly paddingMode: PaddingMode;
}

const aroundOf = ({ padding: [rows, columns] }: Padded): Around => ({ rows, columns });
const isPlain = ({ padding, paddingMode: mode }: Padded): boolean =>
  mode === 'zeros' && padding.flat().every((count) => count >= 0);

/** Rows and columns that are added, or those that are cut off, as Python writes them. */
const python = ({ padding }: Padded, sign: 1 | -1): string =>
  `(${padding.map((pair) => `(${pair.map((count) => Math.max(sign * count, 0)).join(', ')})`).join(', ')})`;

const TORCH = { zeros: 'ZeroPad2d', reflect: 'ReflectionPad2d', replicate: 'ReplicationPad2d', circular: 'CircularPad2d' };

/**
 * Pads an image, each side by a number of its own; negative numbers crop, with zeros only.
 *
 * Input [H, W, C], output [H + top + bottom, W + left + right, C].
 * Source: PyTorch `ZeroPad2d`, `ReflectionPad2d`, `ReplicationPad2d`, `CircularPad2d`.
 */
export const pad = defineLayer({
  kind: 'Pad',
  alsoCalled: ['ZeroPadding2D', 'ZeroPad2d'],
  family: 'convolution',
  inputs: { min: 1, max: 1 },
  next: ['Conv2D'],

  params: z.object({
    padding: sides(
      {
        label: { en: 'padding', es: 'padding' },
        help: {
          en: 'Rows added at the top and bottom, columns on the left and right. Below 0: cropped.',
          es: 'Filas añadidas arriba y abajo, columnas a la izquierda y derecha. Menos de 0: recortadas.',
        },
      },
      { min: -255, max: 255 },
      1,
    ),
    paddingMode: paddingMode(),
  }),

  inferShape(p, [input]) {
    const image = imageOf(input);
    if (image instanceof ShapeError) return image;
    const around = aroundOf(p);
    const least = Math.min(...p.padding.flat());
    if (p.paddingMode !== 'zeros' && least < 0) return refuse('cropsZeros', { mode: p.paddingMode, least }, 'padding');
    const excess = excessOf(p.paddingMode, around, image);
    if (excess) return refuse('paddingOfMode', { mode: p.paddingMode, ...excess, axis: AXIS_NAMES[excess.axis] }, 'padding');
    for (const axis of AXES) {
      const [before, after] = p.padding[axis];
      const cut = Math.max(-before, 0) + Math.max(-after, 0);
      if (cut > image[axis] || image[axis] + before + after < 1)
        return refuse('cutAway', { axis: AXIS_NAMES[axis], cut, size: image[axis] }, 'padding');
    }
    return [image[0] + p.padding[0][0] + p.padding[0][1], image[1] + p.padding[1][0] + p.padding[1][1], image[2]];
  },
  explain({ padding }, [input]) {
    const image = imageOf(input);
    if (image instanceof ShapeError) return { letters: '', numbers: [] };
    const signed = (count: number) => (count < 0 ? `− ${-count}` : `+ ${count}`);
    return {
      letters: 'in + before + after',
      numbers: byAxis((axis) => {
        const [before, after] = padding[axis];
        return `${image[axis]} ${signed(before)} ${signed(after)} = ${image[axis] + before + after}`;
      }),
    };
  },
  weights: () => [],
  flops: () => 0,
  // For a size that is off by what a stride dropped, a row or column on each side at most.
  resize(from, to) {
    const off = AXES.map((axis) => to[axis] - from[axis]);
    if (from[2] !== to[2] || off.some((count) => Math.abs(count) > 2)) return undefined;
    return { padding: off.map((count) => [Math.floor(count / 2), count - Math.floor(count / 2)]) };
  },
  range: (p, ins) =>
    p.paddingMode === 'zeros' && p.padding.flat().some((count) => count > 0) ? union(only(ins), [0, 0]) : only(ins),

  kernel: (p, { ins }) =>
    isPlain(p)
      ? padCropStages(aroundOf(p))
      : isNone(aroundOf(p))
        ? []
        : [resampleStage(paddingMatrices(p.paddingMode, only(ins), aroundOf(p)))],
  build: (tf, p, ins, name) =>
    isPlain(p)
      ? [tf.layers.zeroPadding2d({ padding: [tuple(p.padding[0]), tuple(p.padding[1])], name })]
      : [resampleLayer(tf)({ name, ...paddingMatrices(p.paddingMode, only(ins), aroundOf(p)) })],
  stock: (p) => isPlain(p) || { en: 'tfjs pads images with zeros only', es: 'tfjs solo rellena imágenes con ceros' },

  source: {
    pytorch(p) {
      const [rows, columns] = p.padding;
      return {
        module: `nn.${TORCH[p.paddingMode]}((${[...columns, ...rows].join(', ')}))`,
        forward: (self, [x = '']) => `${self}(${x})`,
      };
    },
    keras(p) {
      const { paddingMode: mode } = p;
      if (mode !== 'zeros') return { call: (_, [x = '']) => kerasPadding(mode, aroundOf(p), x), helpers: [IMAGE_PADDING_2D] };
      const cuts = p.padding.flat().some((count) => count < 0);
      return {
        call(_, [x = '']) {
          const padded = `layers.ZeroPadding2D(${python(p, 1)})(${x})`;
          return cuts ? `layers.Cropping2D(${python(p, -1)})(${padded})` : padded;
        },
      };
    },
  },

  summary: ({ padding, paddingMode: mode }) => [
    padding.map((pair) => pair.join('+')).join(' · '),
    ...(mode === 'zeros' ? [] : [mode]),
  ],

  words: merge(IMAGE_WORDS, PADDING_WORDS, {
    en: {
      label: 'Pad',
      doc: 'Adds rows and columns around an image, each side its own number; with zeros, negative numbers crop.',
      source: 'PyTorch ZeroPad2d, ReflectionPad2d, ReplicationPad2d and CircularPad2d.',
      cropsZeros: 'The mode {mode} cannot crop: the padding is {least}, and must be at least 0.',
      cutAway: 'It crops {cut} pixels of a {axis} of {size}, and no output is left.',
    },
    es: {
      label: 'Padding',
      doc: 'Añade filas y columnas alrededor de una imagen, cada lado su propio número; con ceros, los negativos recortan.',
      source: 'PyTorch ZeroPad2d, ReflectionPad2d, ReplicationPad2d y CircularPad2d.',
      cropsZeros: 'El modo {mode} no puede recortar: el padding es {least}, y debe ser al menos 0.',
      cutAway: 'Recorta {cut} píxeles de un {axis} de {size}, y no queda salida.',
    },
  }),
});
