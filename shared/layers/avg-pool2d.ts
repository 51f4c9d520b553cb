import { z } from 'zod';
import { merge } from '../i18n/i18n';
import { padCropStages } from '../plan/pad-crop';
import { poolingAttributes } from '../plan/pooling';
import { batchOf, stage } from '../plan/stage';
import { union } from './support/interval';
import { defineLayer } from './support/kind';
import { POOLING_WORDS, poolingKeras, poolingParams, poolingPytorch, poolingSize, poolingSummary } from './support/pooling';
import { area, only, volume } from './support/shape';
import { explainWindow, isZero, pythonPair, tuple } from './support/window';

/**
 * Average pooling: the mean of each window, channel by channel.
 *
 * Input [H, W, C], output [H', W', C] with, on each axis,
 *
 *     out = floor((in + 2·padding − kernel) / stride) + 1
 *
 * Padding is with zeros, which count in the mean (PyTorch's `count_include_pad`), and at most half the kernel.
 * Source: PyTorch `AvgPool2d`; Dumoulin and Visin (2018), section 3.
 */
export const avgPool2D = defineLayer({
  kind: 'AvgPool2D',
  family: 'pooling',
  inputs: { min: 1, max: 1 },
  next: ['Dropout', 'Conv2D', 'ConvTranspose2D', 'Flatten'],
  params: z.object(poolingParams()),

  inferShape: (p, [input]) => poolingSize(p, input),
  explain: (p, [input]) => explainWindow(input, p),

  weights: () => [],
  flops: ({ kernel }, _, out) => area(kernel) * volume(out),
  range: ({ padding }, ins) => (isZero(padding) ? only(ins) : union(only(ins), [0, 0])),

  kernel({ kernel, stride, padding }, { out, count }) {
    const attributes = poolingAttributes(kernel, stride);
    const pool = stage((b, x) => ({
      out: b.op('AvgPool', attributes, [x], batchOf(count, out)),
      backward: (gradient) => b.op('AvgPoolGrad', attributes, [b.ints(x.shape), gradient], x.shape),
    }));
    return [...padCropStages({ rows: [padding[0], padding[0]], columns: [padding[1], padding[1]] }), pool];
  },
  build(tf, { kernel, stride, padding }, _, name) {
    const pad = isZero(padding) ? [] : [tf.layers.zeroPadding2d({ padding: tuple(padding), name: `${name}.pad` })];
    return [...pad, tf.layers.averagePooling2d({ poolSize: tuple(kernel), strides: tuple(stride), name })];
  },
  stock: () => true,

  source: {
    pytorch: (p) => ({
      module: `nn.AvgPool2d(${poolingPytorch(p)})`,
      forward: (self, [x = '']) => `${self}(${x})`,
    }),
    keras: ({ kernel, stride, padding }) => ({
      call(name, [x = '']) {
        const padded = isZero(padding) ? x : `layers.ZeroPadding2D(${pythonPair(padding)})(${x})`;
        return `layers.AveragePooling2D(${poolingKeras(kernel, stride)}, name="${name}")(${padded})`;
      },
    }),
  },

  summary: poolingSummary,

  words: merge(POOLING_WORDS, {
    en: {
      label: 'Avg Pool',
      doc: 'Takes the mean of each window, channel by channel. Zeros of the padding count in the mean.',
      source: 'PyTorch AvgPool2d; Dumoulin and Visin (2018), section 3.',
    },
    es: {
      label: 'Avg Pool',
      doc: 'Toma la media de cada ventana, canal por canal. Los ceros del padding cuentan en la media.',
      source: 'PyTorch AvgPool2d; Dumoulin y Visin (2018), sección 3.',
    },
  }),
});
