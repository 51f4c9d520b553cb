import { z } from 'zod';
import { merge } from '../../i18n/i18n';
import { padCropStages } from '../../plan/pad-crop';
import { poolingAttributes } from '../../plan/pooling';
import { resampleStage } from '../../plan/resample';
import { batchOf, stage } from '../../plan/stage';
import { union } from '../support/interval';
import { defineLayer, ShapeError } from '../support/kind';
import { integer, toggle } from '../support/params';
import {
  ceilMode,
  POOLING_WORDS,
  poolingKeras,
  poolingParams,
  poolingPytorch,
  poolingSize,
  poolingSummary,
} from '../support/pooling';
import { resampleLayer } from '../support/resample-layer';
import { area, only, type Shape, volume } from '../support/shape';
import { explainWindow, isZero, pythonPair, tuple } from '../support/window';
import { type AvgPool, hasPlainMeans, meansOf, WINDOW_MEANS } from './means';

/** The size of the output of parameters that fit the input. */
function sizeOf(p: AvgPool, ins: readonly Shape[]): Shape {
  const size = poolingSize(p, only(ins));
  return size instanceof ShapeError ? [0] : size;
}

const isPlain = (p: AvgPool, ins: readonly Shape[]): boolean => hasPlainMeans(p, only(ins), sizeOf(p, ins));

/**
 * Average pooling: the mean of each window, channel by channel.
 *
 * Input [H, W, C], output [H', W', C] with, on each axis,
 *
 *     out = floor((in + 2·padding − kernel) / stride) + 1
 *
 * or, with `ceilMode`, ceil in place of floor. Padding is with zeros, at most half the kernel; they count in the mean with
 * `countIncludePad`. Windows that reach beyond the padding count only up to its end. A `divisor` takes the place of the count.
 * Source: PyTorch `AvgPool2d`; Dumoulin and Visin (2018), section 3.
 */
export const avgPool2D = defineLayer({
  kind: 'AvgPool2D',
  alsoCalled: ['AveragePooling2D'],
  family: 'pooling',
  inputs: { min: 1, max: 1 },
  next: ['Dropout', 'Conv2D', 'ConvTranspose2D', 'Flatten'],
  params: z.object({
    ...poolingParams(),
    ceilMode: ceilMode(),
    countIncludePad: toggle(
      {
        label: { en: 'count padding', es: 'contar el padding' },
        help: { en: 'Zeros of the padding count in the mean.', es: 'Los ceros del padding cuentan en la media.' },
      },
      true,
    ),
    divisor: integer(
      {
        label: { en: 'divisor', es: 'divisor' },
        help: {
          en: 'Divides the sum of a window by this. 0: by the number of values that count.',
          es: 'Divide la suma de una ventana por este número. 0: por el número de valores que cuentan.',
        },
      },
      { min: 0, max: 65_536 },
      0,
    ),
  }),

  inferShape: (p, [input]) => poolingSize(p, input),
  explain: (p, [input]) => explainWindow(input, p),

  weights: () => [],
  flops: ({ kernel }, _, out) => area(kernel) * volume(out),
  range({ kernel, padding, countIncludePad, divisor }, ins) {
    const [low, high] = only(ins);
    const scale = area(kernel) / divisor;
    if (divisor !== 0) return [Math.min(0, low * scale), Math.max(0, high * scale)];
    return isZero(padding) || !countIncludePad ? [low, high] : union([low, high], [0, 0]);
  },

  kernel(p, { ins, out, count }) {
    const { kernel, stride, padding } = p;
    if (!hasPlainMeans(p, only(ins), out)) return [resampleStage(meansOf(p, only(ins), out))];
    const attributes = poolingAttributes(kernel, stride);
    const pool = stage((b, x) => ({
      out: b.op('AvgPool', attributes, [x], batchOf(count, out)),
      backward: (gradient) => b.op('AvgPoolGrad', attributes, [b.ints(x.shape), gradient], x.shape),
    }));
    return [...padCropStages({ rows: [padding[0], padding[0]], columns: [padding[1], padding[1]] }), pool];
  },
  build(tf, p, ins, name) {
    const { kernel, stride, padding } = p;
    if (!isPlain(p, ins)) return [resampleLayer(tf)({ name, ...meansOf(p, only(ins), sizeOf(p, ins)) })];
    const pad = isZero(padding) ? [] : [tf.layers.zeroPadding2d({ padding: tuple(padding), name: `${name}.pad` })];
    return [...pad, tf.layers.averagePooling2d({ poolSize: tuple(kernel), strides: tuple(stride), name })];
  },
  stock: (p, ins) =>
    isPlain(p, ins) || {
      en: 'tfjs divides every window of an average pooling by the size of the kernel',
      es: 'tfjs divide cada ventana de un average pooling por el tamaño del kernel',
    },

  source: {
    pytorch: (p) => ({
      module: `nn.AvgPool2d(${[
        poolingPytorch(p),
        ...(p.countIncludePad ? [] : ['count_include_pad=False']),
        ...(p.divisor === 0 ? [] : [`divisor_override=${p.divisor}`]),
      ].join(', ')})`,
      forward: (self, [x = '']) => `${self}(${x})`,
    }),
    keras(p, ins) {
      const { kernel, stride, padding, countIncludePad, divisor } = p;
      if (isPlain(p, ins)) {
        return {
          call(name, [x = '']) {
            const padded = isZero(padding) ? x : `layers.ZeroPadding2D(${pythonPair(padding)})(${x})`;
            return `layers.AveragePooling2D(${poolingKeras(kernel, stride)}, name="${name}")(${padded})`;
          },
        };
      }
      const pairs = [sizeOf(p, ins).slice(0, 2), kernel, stride, padding].map((pair) => `(${pair.join(', ')})`);
      const options = [...pairs, countIncludePad ? 'True' : 'False', divisor === 0 ? 'None' : divisor].join(', ');
      return { call: (name, [x = '']) => `WindowMeans(${options}, name="${name}")(${x})`, helpers: [WINDOW_MEANS] };
    },
  },

  summary: (p) => [...poolingSummary(p), ...(p.divisor === 0 ? [] : [`/${p.divisor}`])],

  words: merge(POOLING_WORDS, {
    en: {
      label: 'Avg Pool',
      doc: 'Takes the mean of each window, channel by channel.',
      source: 'PyTorch AvgPool2d; Dumoulin and Visin (2018), section 3.',
    },
    es: {
      label: 'Avg Pool',
      doc: 'Toma la media de cada ventana, canal por canal.',
      source: 'PyTorch AvgPool2d; Dumoulin y Visin (2018), sección 3.',
    },
  }),
});
