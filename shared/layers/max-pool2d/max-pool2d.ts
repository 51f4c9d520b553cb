import { z } from 'zod';
import { merge } from '../../i18n/i18n';
import type { Value } from '../../plan/builder';
import { cast, type DType, flag, type } from '../../plan/ops';
import { padCropStages } from '../../plan/pad-crop';
import { poolingAttributes } from '../../plan/pooling';
import { batchOf, stage } from '../../plan/stage';
import { defineLayer } from '../support/kind';
import { POOLING_WORDS, poolingKeras, poolingParams, poolingPytorch, poolingSize, poolingSummary } from '../support/pooling';
import { AXES, area, isImage, only, type Shape, volume } from '../support/shape';
import { explainWindow, isZero, pythonPair, tuple, type Window } from '../support/window';
import { INFINITE_PADDING_2D, infinitePadding2D } from './infinite-padding2d';

/**
 * True if TensorFlow's padding 'same' equals this padding: 'same' gives ceil(in/stride) windows and puts the smaller half of the
 * padding before the image. Like PyTorch's −∞, its padding is never the maximum; it may pad less after the image.
 */
function isSame(input: Shape, { kernel, stride, padding }: Window): boolean {
  if (!isImage(input)) return false;
  return AXES.every((axis) => {
    const windows = Math.ceil(input[axis] / stride[axis]);
    const ours = Math.floor((input[axis] + 2 * padding[axis] - kernel[axis]) / stride[axis]) + 1;
    const total = Math.max((windows - 1) * stride[axis] + kernel[axis] - input[axis], 0);
    return ours === windows && Math.floor(total / 2) === padding[axis];
  });
}

/**
 * Max pooling: the largest value in each window, channel by channel.
 *
 * Input [H, W, C], output [H', W', C] with, on each axis,
 *
 *     out = floor((in + 2·padding − kernel) / stride) + 1
 *
 * Padding is with −∞, which is never the maximum, and at most half the kernel.
 * Source: PyTorch `MaxPool2d`; Dumoulin and Visin (2018), section 3.
 */
export const maxPool2D = defineLayer({
  kind: 'MaxPool2D',
  family: 'pooling',
  inputs: { min: 1, max: 1 },
  next: ['Dropout', 'Conv2D', 'ConvTranspose2D', 'Flatten'],
  params: z.object(poolingParams()),

  inferShape: (p, [input]) => poolingSize(p, input),
  explain: (p, [input]) => explainWindow(input, p),

  weights: () => [],
  flops: ({ kernel }, _, out) => area(kernel) * volume(out),
  range: (_, ins) => only(ins),

  /**
   * If there is a backward pass, the index of each maximum is kept: finding it again takes twice as long. The indices are computed as
   * int32 and then cast to int64, since TensorFlow is slow to compute int64.
   */
  kernel({ kernel, stride, padding }, { out: size, count }) {
    const around = { rows: [padding[0], padding[0]], columns: [padding[1], padding[1]] } as const;
    const attributes = poolingAttributes(kernel, stride);
    const shape = batchOf(count, size);
    const windows = attributes.filter(({ name }) => name !== 'data_format');
    const withPlaces = (of: DType) => [...windows, type('Targmax', of), flag('include_batch_in_index', false)];
    const pool = stage((b, x, learning) => {
      const backward = (gradient: Value, places?: Value) => {
        if (!places) throw new Error('a backward pass through a plan that only predicts');
        const wide = b.op('Cast', cast('int32', 'int64'), [places], shape, 'int64');
        return b.op('MaxPoolGradWithArgmax', withPlaces('int64'), [x, gradient, wide], x.shape);
      };
      if (!learning) return { out: b.op('MaxPool', attributes, [x], shape), backward };
      const [out, places] = b.ops('MaxPoolWithArgmax', withPlaces('int32'), [x], [{ shape }, { shape, type: 'int32' }]);
      if (!out) throw new Error('MaxPoolWithArgmax has no output');
      return { out, backward: (gradient) => backward(gradient, places) };
    }, 'maximum');
    // A padding of −∞ is never the maximum, so the padding can move with the pooling.
    return [...padCropStages(around, Number.NEGATIVE_INFINITY).map((one) => ({ ...one, nature: 'maximum' as const })), pool];
  },
  build(tf, p, ins, name) {
    const sizes = { poolSize: tuple(p.kernel), strides: tuple(p.stride), name };
    if (isZero(p.padding)) return [tf.layers.maxPooling2d(sizes)];
    if (isSame(only(ins), p)) return [tf.layers.maxPooling2d({ ...sizes, padding: 'same' })];
    return [infinitePadding2D(tf)({ name: `${name}.pad`, padding: p.padding }), tf.layers.maxPooling2d(sizes)];
  },
  stock: (p, ins) =>
    isZero(p.padding) ||
    isSame(only(ins), p) || {
      en: `tfjs cannot pad max pooling with −∞ by ${p.padding.join('×')} here`,
      es: `tfjs no puede rellenar el max pooling con −∞ de ${p.padding.join('×')} aquí`,
    },

  source: {
    pytorch: (p) => ({
      module: `nn.MaxPool2d(${poolingPytorch(p)})`,
      forward: (self, [x = '']) => `${self}(${x})`,
    }),
    keras: (p, ins) => {
      const { kernel, stride, padding } = p;
      if (isZero(padding) || isSame(only(ins), p)) {
        const same = isZero(padding) ? '' : ', padding="same"';
        return { call: (name, [x = '']) => `layers.MaxPooling2D(${poolingKeras(kernel, stride, same)}, name="${name}")(${x})` };
      }
      return {
        call: (name, [x = '']) =>
          `layers.MaxPooling2D(${poolingKeras(kernel, stride)}, name="${name}")(InfinitePadding2D(${pythonPair(padding)})(${x}))`,
        helpers: [INFINITE_PADDING_2D],
      };
    },
  },

  summary: poolingSummary,

  words: merge(POOLING_WORDS, {
    en: {
      label: 'Max Pool',
      doc: 'Keeps the largest value of each window, channel by channel. Padding is with −∞, which is never the maximum.',
      source: 'PyTorch MaxPool2d; Dumoulin and Visin (2018), section 3.',
    },
    es: {
      label: 'Max Pool',
      doc: 'Conserva el valor más grande de cada ventana, canal por canal. El padding es −∞, que nunca es el máximo.',
      source: 'PyTorch MaxPool2d; Dumoulin y Visin (2018), sección 3.',
    },
  }),
});
