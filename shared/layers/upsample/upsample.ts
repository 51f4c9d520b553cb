import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import { merge } from '../../i18n/i18n';
import { FLOATS, flag } from '../../plan/ops';
import { type Resampling, resampleStage } from '../../plan/resample';
import { batchOf, stage } from '../../plan/stage';
import { defineLayer, ShapeError } from '../support/kind';
import { once } from '../support/once';
import { axes, axesOr, choice, toggle } from '../support/params';
import { resampleLayer } from '../support/resample-layer';
import { AXES, type Axis, only, type Pair, type Shape, volume } from '../support/shape';
import { byAxis, formatKernel, IMAGE_WORDS, imageOf, pythonPair, tuple } from '../support/window';
import { INTERPOLATION_2D, type Interpolation, interpolation } from './interpolation';

interface Upsample {
  readonly factor: Pair;
  /** `factor`: by the factor. */
  readonly size: Pair | 'factor';
  readonly mode: Interpolation;
  readonly alignCorners: boolean;
}

/** The size along an axis. */
const sizeOf = ({ factor, size }: Upsample, input: readonly number[], axis: Axis): number =>
  size === 'factor' ? (input[axis] ?? 0) * factor[axis] : size[axis];

/** True if each pixel is repeated a whole number of times. */
const isRepeated = ({ size, mode }: Upsample): boolean => mode === 'nearest' && size === 'factor';

function resamplingOf(p: Upsample, input: readonly number[]): Resampling {
  const along = (axis: Axis) => interpolation(p.mode, p.alignCorners, input[axis] ?? 0, sizeOf(p, input, axis));
  return { rows: along(0), columns: along(1) };
}

const pair = ([height, width]: Pair): string => `(${height}, ${width})`;

/** The size of the output as an argument. */
const pythonSize = (p: Upsample, ins: readonly Shape[]): string => pair([sizeOf(p, only(ins), 0), sizeOf(p, only(ins), 1)]);

/**
 * Enlarges an image: by repeating each pixel (nearest neighbour), or by linear interpolation between neighbours (bilinear), by a factor
 * or to a size.
 *
 * Input [H, W, C], output [H·factor, W·factor, C], or [size, C]. Source: PyTorch `Upsample`.
 */
export const upsample = defineLayer({
  kind: 'Upsample',
  alsoCalled: ['UpSampling2D', 'UpsamplingNearest2d'],
  family: 'transposed',
  inputs: { min: 1, max: 1 },
  next: ['Conv2D'],

  params: z.object({
    factor: axes(
      {
        label: { en: 'factor', es: 'factor' },
        help: {
          en: 'The number of times that height and width are enlarged.',
          es: 'El número de veces que se agrandan el alto y el ancho.',
        },
      },
      { min: 1, max: 64 },
      2,
    ),
    size: axesOr(
      {
        label: { en: 'size', es: 'tamaño' },
        help: {
          en: 'Height and width of the output, or by the factor.',
          es: 'Alto y ancho de la salida, o por el factor.',
        },
      },
      { min: 1, max: 4096 },
      'factor',
      ['factor'],
    ),
    mode: choice(
      {
        label: { en: 'mode', es: 'modo' },
        help: {
          en: 'nearest repeats pixels, bilinear interpolates between them.',
          es: 'nearest repite píxeles, bilinear interpola entre ellos.',
        },
      },
      ['nearest', 'bilinear'],
      'nearest',
    ),
    alignCorners: toggle(
      {
        label: { en: 'align corners', es: 'alinear esquinas' },
        help: {
          en: 'bilinear only: the corners of the output are those of the input.',
          es: 'Solo bilinear: las esquinas de la salida son las de la entrada.',
        },
      },
      false,
    ),
  }),
  isUsed: (name, { size, mode }) => (name === 'alignCorners' ? mode === 'bilinear' : name !== 'factor' || size === 'factor'),

  inferShape(p, [input]) {
    const image = imageOf(input);
    return image instanceof ShapeError ? image : [sizeOf(p, image, 0), sizeOf(p, image, 1), image[2]];
  },
  explain(p, [input]) {
    const image = imageOf(input);
    if (image instanceof ShapeError) return { letters: '', numbers: [] };
    return {
      letters: p.size === 'factor' ? 'in·factor' : 'size',
      numbers: byAxis(
        (axis) => (p.size === 'factor' ? `${image[axis]}·${p.factor[axis]} = ` : `${image[axis]} → `) + sizeOf(p, image, axis),
      ),
    };
  },
  weights: () => [],
  // Two neighbours along each axis.
  flops: ({ mode }, _, out) => (mode === 'nearest' ? 0 : 6 * volume(out)),
  resize: (from, to) => {
    const factor = AXES.map((axis) => to[axis] / from[axis]);
    return from[2] === to[2] && factor.every((times) => Number.isInteger(times)) ? { factor } : undefined;
  },
  range: (_, ins) => only(ins),

  // The gradient of a pixel is the sum of its copies' gradients.
  kernel: (p, { ins, count, out }) => [
    isRepeated(p)
      ? stage((b, x) => {
          const [, height = 0, width = 0] = x.shape;
          const [tall = 0, wide = 0] = out;
          return {
            out: b.op('ResizeNearestNeighbor', RESIZE, [x, b.ints([tall, wide])], batchOf(count, out)),
            backward: (gradient) => b.op('ResizeNearestNeighborGrad', RESIZE, [gradient, b.ints([height, width])], x.shape),
          };
        })
      : resampleStage(resamplingOf(p, only(ins))),
  ],
  build: (tf, p, ins, name) => [
    isRepeated(p) ? repeat2D(tf)({ size: p.factor, name }) : resampleLayer(tf)({ name, ...resamplingOf(p, only(ins)) }),
  ],
  stock: (p) =>
    isRepeated(p) || { en: 'tfjs has no gradient of this enlargement', es: 'tfjs no tiene gradiente de esta ampliación' },

  source: {
    pytorch: (p, ins) => {
      const { factor, mode, alignCorners } = p;
      const size = p.size === 'factor' ? `scale_factor=${pythonPair(factor)}` : `size=${pythonSize(p, ins)}`;
      const how = mode === 'nearest' ? '' : `, mode="bilinear"${alignCorners ? ', align_corners=True' : ''}`;
      return { module: `nn.Upsample(${size}${how})`, forward: (self, [x = '']) => `${self}(${x})` };
    },
    keras: (p, ins) =>
      isRepeated(p)
        ? { call: (name, [x = '']) => `layers.UpSampling2D(${pythonPair(p.factor)}, name="${name}")(${x})` }
        : {
            call: (name, [x = '']) => {
              const options = `${pythonSize(p, ins)}, "${p.mode}", ${p.alignCorners ? 'True' : 'False'}`;
              return `Interpolation2D(${options}, name="${name}")(${x})`;
            },
            helpers: [INTERPOLATION_2D],
          },
  },

  summary: ({ factor, size, mode }) => [
    size === 'factor' ? formatKernel(factor) : `→ ${formatKernel(size)}`,
    ...(mode === 'nearest' ? [] : [mode]),
  ],

  words: merge(IMAGE_WORDS, {
    en: {
      label: 'Upsample',
      doc: 'Enlarges an image by repeating each pixel, or by interpolation between neighbours.',
      source: 'PyTorch Upsample with mode nearest or bilinear.',
    },
    es: {
      label: 'Upsample',
      doc: 'Agranda una imagen repitiendo cada píxel, o interpolando entre vecinos.',
      source: 'PyTorch Upsample con modo nearest o bilinear.',
    },
  }),
});

const RESIZE = [...FLOATS, flag('align_corners', false), flag('half_pixel_centers', false)];

interface Repeat2DConfig {
  readonly name: string;
  readonly size: Pair;
}

/**
 * Repeats each pixel of [N, H, W, C] `size` times along each axis. It is tfjs's UpSampling2D, and saved as that, with a
 * correct gradient: tfjs's own, on its JS backend, is correct only for the first image of a batch.
 */
const repeat2D = once((tf) => {
  class Repeat2D extends tf.layers.Layer {
    /** The class name in a saved model: a stock class, so that every reader of tfjs models can load it. */
    static readonly className = 'UpSampling2D';

    constructor(private readonly config: Repeat2DConfig) {
      super({ name: config.name });
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      const [batch = null, height, width, channels = null] = inputShape;
      const [rows, columns] = this.config.size;
      return [batch, height == null ? null : height * rows, width == null ? null : width * columns, channels];
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
      return tf.tidy(() => {
        const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor4D;
        const [batch, height, width, channels] = x.shape;
        const [rows, columns] = this.config.size;
        // A row is width·channels values one after another, a pixel is channels values.
        const tall = tf.tile(tf.reshape(x, [batch * height, 1, width * channels]), [1, rows, 1]);
        const whole = tf.tile(tf.reshape(tall, [batch * height * rows * width, 1, channels]), [1, columns, 1]);
        return tf.reshape(whole, [batch, height * rows, width * columns, channels]);
      });
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), size: tuple(this.config.size), dataFormat: 'channelsLast', interpolation: 'nearest' };
    }
  }
  return (config: Repeat2DConfig): tfjs.layers.Layer => new Repeat2D(config);
});
