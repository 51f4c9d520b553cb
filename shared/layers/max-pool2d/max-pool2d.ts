import { z } from 'zod';
import { type CodeOf, merge } from '../../i18n/i18n';
import { padCropStages } from '../../plan/pad-crop';
import { dilatedMaxPoolStages, maxPoolStage } from '../../plan/pooling';
import { defineLayer, refuse, ShapeError } from '../support/kind';
import { axes, PARAMS, RANGES } from '../support/params';
import {
  ceilMode,
  POOLING_WORDS,
  poolingKeras,
  poolingParams,
  poolingPytorch,
  poolingSize,
  poolingSummary,
} from '../support/pooling';
import { AXES, type Axis, area, type ImageShape, isImage, only, type Pair, type Shape, volume } from '../support/shape';
import { AXIS_NAMES, aroundOf, effectiveDilation, explainWindow, isOne, isZero, tuple, type Window } from '../support/window';
import { DILATED_MAX_POOLING_2D, dilatedMaxPool2D } from './dilated-max-pool2d';
import { INFINITE_PADDING_2D, infinitePadding2D, pythonAround } from './infinite-padding2d';

/** The parameters, with a dilation of 1 on an axis where the kernel has one element. */
type MaxPool = Window & { readonly dilation: Pair; readonly ceilMode: boolean };
const effective = (p: MaxPool): MaxPool => ({ ...p, dilation: effectiveDilation(p) });

/**
 * True if TensorFlow's padding 'same' equals this padding: 'same' gives ceil(in/stride) windows and puts the smaller half of the
 * padding before the image. Like PyTorch's −∞, its padding is never the maximum; it may pad less after the image.
 */
function isSame(input: Shape, { kernel, stride, padding, ceilMode }: MaxPool): boolean {
  if (!isImage(input) || ceilMode) return false;
  return AXES.every((axis) => {
    const windows = Math.ceil(input[axis] / stride[axis]);
    const ours = Math.floor((input[axis] + 2 * padding[axis] - kernel[axis]) / stride[axis]) + 1;
    const total = Math.max((windows - 1) * stride[axis] + kernel[axis] - input[axis], 0);
    return ours === windows && Math.floor(total / 2) === padding[axis];
  });
}

/**
 * The size of the output. PyTorch gives −∞ for a window of which all pixels lie in the padding, which a dilated one can; here it has
 * no size.
 */
function sizeOf(p: MaxPool, input: Shape | undefined): ImageShape | ShapeError<CodeOf<typeof WORDS>> {
  const size = poolingSize(p, input);
  if (size instanceof ShapeError || input === undefined) return size;
  const axis = AXES.find((one) => hasEmptyWindow(p, one, input[one] ?? 0, size[one]));
  return axis === undefined ? size : refuse('paddingAlone', { axis: AXIS_NAMES[axis], size: input[axis] ?? 0 }, 'dilation');
}

/** True if one of the windows along an axis has no pixel in the image. Only those that start in the padding before it may not. */
function hasEmptyWindow({ kernel, stride, padding, dilation }: MaxPool, axis: Axis, size: number, windows: number): boolean {
  for (let index = 0, start = 0; index < windows && start < padding[axis]; index++, start += stride[axis]) {
    const steps = Math.ceil((padding[axis] - start) / dilation[axis]);
    if (steps >= kernel[axis] || start + steps * dilation[axis] >= padding[axis] + size) return true;
  }
  return false;
}

/** True if tfjs's and Keras's max pooling can compute it, which have no dilation and pad only as 'same' does. */
function isPlain(p: MaxPool, input: Shape): boolean {
  return isOne(p.dilation) && !p.ceilMode && (isZero(p.padding) || isSame(input, p));
}

const isNone = ({ rows, columns }: ReturnType<typeof aroundOf>) => isZero(rows) && isZero(columns);

/** The padding of a layer whose parameters fit its input. */
function paddingOf(p: MaxPool, ins: readonly Shape[]) {
  const out = poolingSize(p, only(ins));
  return aroundOf(only(ins), out instanceof ShapeError ? [0] : out, p);
}

const WORDS = merge(POOLING_WORDS, {
  en: {
    paddingAlone:
      'A window would cover nothing but padding along the {axis}: its pixels are farther apart than the {size} of the image.',
  },
  es: {
    paddingAlone: 'Una ventana cubriría solo padding a lo largo del {axis}: sus píxeles distan más que los {size} de la imagen.',
  },
});

/**
 * Max pooling: the largest value in each window, channel by channel.
 *
 * Input [H, W, C], output [H', W', C] with, on each axis,
 *
 *     out = floor((in + 2·padding − dilation·(kernel − 1) − 1) / stride) + 1
 *
 * or, with `ceilMode`, ceil in place of floor. Padding is with −∞, which is never the maximum, and at most half the kernel.
 * Source: PyTorch `MaxPool2d`; Dumoulin and Visin (2018), section 3.
 */
export const maxPool2D = defineLayer({
  kind: 'MaxPool2D',
  alsoCalled: ['MaxPooling2D'],
  family: 'pooling',
  inputs: { min: 1, max: 1 },
  next: ['Dropout', 'Conv2D', 'ConvTranspose2D', 'Flatten'],
  params: z.object({
    ...poolingParams(),
    dilation: axes(PARAMS.dilation, RANGES.dilation, 1),
    ceilMode: ceilMode(),
  }),

  inferShape: (p, [input]) => sizeOf(p, input),
  explain: (p, [input]) => explainWindow(input, p),

  weights: () => [],
  flops: ({ kernel }, _, out) => area(kernel) * volume(out),
  range: (_, ins) => only(ins),

  kernel(raw, { ins, out }) {
    const p = effective(raw);
    const [size, [height, width]] = [imageSize(out), imageSize(only(ins))];
    const around = aroundOf([height, width], size, p);
    if (!isOne(p.dilation)) return dilatedMaxPoolStages(p, around, [height, width], size);
    // A padding of −∞ is never the maximum, so the padding can move with the pooling.
    const pad = padCropStages(around, Number.NEGATIVE_INFINITY).map((one) => ({ ...one, nature: 'maximum' as const }));
    return [...pad, maxPoolStage(p.kernel, p.stride, size)];
  },
  build(tf, raw, ins, name) {
    const p = effective(raw);
    const sizes = { poolSize: tuple(p.kernel), strides: tuple(p.stride), name };
    if (isPlain(p, only(ins))) return [tf.layers.maxPooling2d(isZero(p.padding) ? sizes : { ...sizes, padding: 'same' })];
    const around = paddingOf(p, ins);
    const pad = isNone(around) ? [] : [infinitePadding2D(tf)({ name: `${name}.pad`, ...around })];
    if (isOne(p.dilation)) return [...pad, tf.layers.maxPooling2d(sizes)];
    const stride = tf.layers.maxPooling2d({ poolSize: [1, 1], strides: tuple(p.stride), name: `${name}.stride` });
    return [...pad, dilatedMaxPool2D(tf)({ name, kernel: p.kernel, dilation: p.dilation }), ...(isOne(p.stride) ? [] : [stride])];
  },
  stock(raw, ins) {
    const p = effective(raw);
    if (!isOne(p.dilation)) return { en: 'tfjs has no dilated max pooling', es: 'tfjs no tiene max pooling dilatado' };
    return (
      isPlain(p, only(ins)) ||
      isNone(paddingOf(p, ins)) || {
        en: `tfjs cannot pad max pooling with −∞ by ${p.padding.join('×')} here`,
        es: `tfjs no puede rellenar el max pooling con −∞ de ${p.padding.join('×')} aquí`,
      }
    );
  },

  source: {
    pytorch: (p) => ({
      module: `nn.MaxPool2d(${poolingPytorch(p)})`,
      forward: (self, [x = '']) => `${self}(${x})`,
    }),
    keras: (raw, ins) => {
      const p = effective(raw);
      const { kernel, stride, padding, dilation } = p;
      if (isPlain(p, only(ins))) {
        const same = isZero(padding) ? '' : ', padding="same"';
        return { call: (name, [x = '']) => `layers.MaxPooling2D(${poolingKeras(kernel, stride, same)}, name="${name}")(${x})` };
      }
      const around = paddingOf(p, ins);
      const pad = (x: string) => (isNone(around) ? x : `InfinitePadding2D(${pythonAround(around)})(${x})`);
      const layer = isOne(dilation)
        ? `layers.MaxPooling2D(${poolingKeras(kernel, stride)}`
        : `DilatedMaxPooling2D((${kernel.join(', ')}), (${stride.join(', ')}), (${dilation.join(', ')})`;
      return {
        call: (name, [x = '']) => `${layer}, name="${name}")(${pad(x)})`,
        helpers: [...(isNone(around) ? [] : [INFINITE_PADDING_2D]), ...(isOne(dilation) ? [] : [DILATED_MAX_POOLING_2D])],
      };
    },
  },

  summary: poolingSummary,

  words: merge(WORDS, {
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

function imageSize(size: readonly number[]): readonly [number, number, number] {
  const [height = 0, width = 0, channels = 0] = size;
  return [height, width, channels];
}
