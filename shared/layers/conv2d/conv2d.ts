import { z } from 'zod';
import { type CodeOf, merge } from '../../i18n/i18n';
import {
  activationKeras,
  activationLayers,
  activationPytorch,
  activationRange,
  activationStock,
  optionalActivation,
} from '../activations/optional';
import {
  type Convolution,
  convolutionPytorch,
  convolutionSummary,
  GROUP_WORDS,
  isNarrow,
  pythonSlices,
  refuseGroups,
  type StrideFault,
  strideComment,
  strideFault,
} from '../convolution/convolution';
import { defineLayer, refuse, ShapeError } from '../support/kind';
import {
  excessOf,
  IMAGE_PADDING_2D,
  isNone,
  kerasPadding,
  PADDING_WORDS,
  type PaddingMode,
  paddingMatrices,
  paddingMode,
} from '../support/padding-mode';
import { axes, axesOr, integer, PARAMS, RANGES, toggle } from '../support/params';
import { resampleLayer } from '../support/resample-layer';
import { AXES, area, channelsOf, type ImageShape, only, type Pair, type Shape, volume } from '../support/shape';
import { kerasInit, kernelWeights } from '../support/weights';
import {
  AXIS_NAMES,
  byAxis,
  effectiveDilation,
  explainWindow,
  imageOf,
  isOne,
  isZero,
  pythonPair,
  tuple,
  WINDOW_WORDS,
  windowSize,
} from '../support/window';
import { GROUPED_CONV_2D } from './keras';
import { kernel } from './kernel';
import { paddingOf } from './padding';
import { dilatedConv2D, groupedConv2D } from './tfjs';

const ONE: Pair = [1, 1];

type Conv2D = Convolution<Pair | 'same'> & { readonly paddingMode: PaddingMode };
type Sizes = Pick<Conv2D, 'kernel' | 'stride' | 'padding' | 'dilation' | 'paddingMode'>;

const WORDS = merge(WINDOW_WORDS, GROUP_WORDS, PADDING_WORDS, {
  en: {
    sameStride: 'The padding same keeps the size, and needs a stride of 1 in place of {stride}.',
  },
  es: {
    sameStride: 'El padding same conserva el tamaño y necesita un stride de 1 en lugar de {stride}.',
  },
});

/** The height and width of the output. */
function sizeOf(p: Sizes, image: ImageShape): Pair | ShapeError<CodeOf<typeof WORDS>> {
  const { padding, paddingMode: mode } = p;
  if (padding === 'same' && !isOne(p.stride)) return refuse('sameStride', { stride: p.stride }, 'stride');
  const excess = excessOf(mode, paddingOf(p), image);
  if (excess) return refuse('paddingOfMode', { mode, ...excess, axis: AXIS_NAMES[excess.axis] }, 'padding');
  return padding === 'same' ? [image[0], image[1]] : windowSize(image, { ...p, padding });
}

/** The width of the output; 0 if the window does not fit. */
function columnsOf(p: Sizes, ins: readonly Shape[]): number {
  const image = imageOf(only(ins));
  const size = image instanceof ShapeError ? image : sizeOf(p, image);
  return size instanceof ShapeError ? 0 : size[1];
}

/** The expression of the padded image in Keras. */
function kerasPadded(p: Sizes, x: string): string {
  const around = paddingOf(p);
  if (isNone(around)) return x;
  if (p.paddingMode !== 'zeros') return kerasPadding(p.paddingMode, around, x);
  const { padding } = p;
  const sides = padding === 'same' ? `((${around.rows.join(', ')}), (${around.columns.join(', ')}))` : pythonPair(padding);
  return `layers.ZeroPadding2D(${sides})(${x})`;
}

/** True if each channel has kernels of its own and Keras's layer of these can compute them, which takes one stride for both axes. */
const isDepthwise = ({ groups, stride }: Conv2D, channels: number) =>
  groups > 1 && groups === channels && stride[0] === stride[1];

/**
 * True if the tfjs layer convolves with stride 1 and subsamples the output, which gives the same result: tfjs and Keras refuse dilation
 * and stride together, and it avoids a fault of oneDNN.
 */
function isDense(p: Sizes, ins: readonly Shape[]): boolean {
  if (isOne(p.stride)) return false;
  return !isOne(effectiveDilation(p)) || isNarrow(p.stride, columnsOf(p, ins));
}

/**
 * The tensor that a script subsamples by slices: the image (cheaper; only for a 1×1 kernel without padding), or the output of a
 * convolution with stride 1. `undefined` if the library's own stride is used.
 */
function slicesOf(p: Sizes, fault: StrideFault | undefined, library: 'pytorch' | 'keras'): 'image' | 'output' | undefined {
  if (fault === 'cell' && p.padding !== 'same' && isZero(p.padding)) return 'image';
  const refused = library === 'keras' && !isOne(p.stride) && !isOne(effectiveDilation(p));
  return fault || refused ? 'output' : undefined;
}

/**
 * Convolution: each output channel is the sum, over a window, of the input times a learned kernel, plus a bias. As in PyTorch and
 * in the paper it is a cross-correlation: the kernel is not flipped.
 *
 * Input [H, W, C], output [H', W', filters] with, on each axis,
 *
 *     out = floor((in + 2·padding − dilation·(kernel − 1) − 1) / stride) + 1
 *
 * or, with the padding `same`, out = in. In `groups`, each part of the filters sees its part of the channels only.
 * Source: PyTorch `Conv2d`; Dumoulin and Visin (2018), relationships 6 and 15.
 */
export const conv2D = defineLayer({
  kind: 'Conv2D',
  alsoCalled: ['Convolution2D', 'Conv'],
  family: 'convolution',
  inputs: { min: 1, max: 1 },
  next: ['MaxPool2D', 'Conv2D'],

  params: z.object({
    filters: integer(PARAMS.filters, RANGES.filters, 16),
    kernel: axes(PARAMS.kernel, RANGES.kernel, 3),
    stride: axes(PARAMS.stride, RANGES.stride, 1),
    padding: axesOr(PARAMS.padding, RANGES.padding, 0, ['same']),
    paddingMode: paddingMode(),
    dilation: axes(PARAMS.dilation, RANGES.dilation, 1),
    groups: integer(PARAMS.groups, RANGES.groups, 1),
    bias: toggle(PARAMS.bias, true),
    activation: optionalActivation(),
  }),

  inferShape(p, [input]) {
    const image = imageOf(input);
    if (image instanceof ShapeError) return image;
    const size = refuseGroups(p, image[2]) ?? sizeOf(p, image);
    return size instanceof ShapeError ? size : [...size, p.filters];
  },

  explain(p, [input]) {
    const { kernel, dilation, padding } = p;
    if (padding !== 'same') return explainWindow(input, { ...p, padding });
    const image = imageOf(input);
    if (image instanceof ShapeError) return { letters: '', numbers: [] };
    return {
      letters: 'in + padding − dilation·(kernel − 1)',
      numbers: byAxis((axis) => {
        const spread = dilation[axis] * (kernel[axis] - 1);
        return `${image[axis]} + ${spread} − ${dilation[axis]}·(${kernel[axis]} − 1) = ${image[axis]}`;
      }),
    };
  },

  weights: (p, ins) => {
    const channels = channelsOf(only(ins)) / p.groups;
    return kernelWeights([...p.kernel, channels, p.filters], area(p.kernel) * channels, p.bias, p.filters);
  },

  flops({ kernel, bias, groups, activation }, ins, out) {
    const multiplyAdds = (volume(out) * area(kernel) * channelsOf(only(ins))) / groups;
    return 2 * multiplyAdds + (bias ? volume(out) : 0) + (activation === 'None' ? 0 : volume(out));
  },

  resize(from, to) {
    const [height, width] = AXES.map((axis) => Math.ceil(from[axis] / to[axis]));
    if (height === undefined || width === undefined || AXES.some((axis) => to[axis] > from[axis])) return undefined;
    const p = { filters: to[2], kernel: ONE, stride: [height, width] as const, padding: [0, 0] as const, bias: false };
    const size = windowSize(from, p);
    return size instanceof ShapeError || AXES.some((axis) => size[axis] !== to[axis]) ? undefined : p;
  },
  range: ({ activation }) => activationRange(activation),

  kernel,
  build(tf, p, ins, name) {
    const { filters, kernel, stride, groups, bias, activation } = p;
    const dilation = effectiveDilation(p);
    const dense = isDense(p, ins);
    const around = paddingOf(p);
    const label = `${name}.pad`;
    const zeros = () => tf.layers.zeroPadding2d({ padding: [tuple(around.rows), tuple(around.columns)], name: label });
    const pad = isNone(around)
      ? []
      : [
          p.paddingMode === 'zeros'
            ? zeros()
            : resampleLayer(tf)({ name: label, ...paddingMatrices(p.paddingMode, only(ins), around) }),
        ];
    const shared = { name, filters, useBias: bias };
    const strides = dense ? ONE : stride;
    const conv =
      groups > 1
        ? [groupedConv2D(tf)({ ...shared, kernelSize: kernel, dilationRate: dilation, strides, groups })]
        : isOne(dilation)
          ? [tf.layers.conv2d({ ...shared, kernelSize: tuple(kernel), strides: tuple(strides) })]
          : [dilatedConv2D(tf)({ ...shared, kernelSize: kernel, dilationRate: dilation })];
    const skip = dense ? [tf.layers.maxPooling2d({ poolSize: [1, 1], strides: tuple(stride), name: `${name}.stride` })] : [];
    return [...pad, ...conv, ...skip, ...activationLayers(tf, activation, `${name}.activation`)];
  },
  stock(p) {
    if (p.groups > 1) return { en: 'tfjs has no convolution in groups', es: 'tfjs no tiene convolución por grupos' };
    if (p.paddingMode !== 'zeros' && !isNone(paddingOf(p)))
      return { en: 'tfjs pads images of a convolution with zeros only', es: 'tfjs solo rellena con ceros en una convolución' };
    return activationStock(p.activation);
  },

  source: {
    pytorch(p, ins) {
      const fault = strideFault(p, columnsOf(p, ins));
      const sliced = slicesOf(p, fault, 'pytorch');
      const slices = `[:, :, ${pythonSlices(p.stride)}]`;
      const module = sliced ? { ...p, stride: ONE } : p;
      return {
        module: `nn.Conv2d(${convolutionPytorch(channelsOf(only(ins)), module)})`,
        forward(self, [x = '']) {
          const out = `${self}(${x}${sliced === 'image' ? slices : ''})${sliced === 'output' ? slices : ''}`;
          return activationPytorch(p.activation, out);
        },
        ...(fault ? { comment: strideComment('PyTorch', fault) } : {}),
      };
    },
    keras(p, ins) {
      const { filters, kernel, stride, groups, bias, activation } = p;
      const channels = channelsOf(only(ins));
      const fault = strideFault(p, columnsOf(p, ins));
      const dilation = effectiveDilation(p);
      const sliced = slicesOf(p, fault, 'keras');
      const slices = `[:, ${pythonSlices(stride)}, :]`;
      const init = kerasInit((area(kernel) * channels) / groups);
      const drawn = init.replace('**', '');
      const [layer, ...own] = isDepthwise(p, channels)
        ? [
            `layers.DepthwiseConv2D(${pythonPair(kernel)}`,
            ...(filters === channels ? [] : [`depth_multiplier=${filters / channels}`]),
          ]
        : groups > 1
          ? [`GroupedConv2D(${filters}, (${kernel.join(', ')}), ${groups}`]
          : [`layers.Conv2D(${filters}, ${pythonPair(kernel)}`];
      const grouped = layer?.startsWith('Grouped');
      const pair = (sizes: Pair) => (grouped ? `(${sizes.join(', ')})` : pythonPair(sizes));
      const options = [
        layer,
        ...own,
        ...(isOne(stride) || sliced ? [] : [`strides=${pair(stride)}`]),
        ...(isOne(dilation) ? [] : [`${grouped ? 'dilation' : 'dilation_rate'}=${pair(dilation)}`]),
        ...(bias ? [] : ['use_bias=False']),
        ...(isDepthwise(p, channels)
          ? [`depthwise_initializer=${drawn}["kernel_initializer"]`, `bias_initializer=${drawn}["bias_initializer"]`]
          : [init]),
      ];
      const mirrored = p.paddingMode !== 'zeros' && !isNone(paddingOf(p));
      return {
        call(name, [x = '']) {
          const padded = kerasPadded(p, x);
          const image = sliced === 'image' ? `${padded}${slices}` : padded;
          const out = `${[...options, `name="${name}"`].join(', ')})(${image})`;
          return activationKeras(activation, sliced === 'output' ? `${out}${slices}` : out);
        },
        helpers: [...(mirrored ? [IMAGE_PADDING_2D] : []), ...(grouped ? [GROUPED_CONV_2D] : [])],
        ...(fault ? { comment: strideComment('TensorFlow', fault) } : {}),
      };
    },
  },

  summary: convolutionSummary,

  words: merge(WORDS, {
    en: {
      label: 'Conv',
      doc: 'Slides learned kernels over the image; each gives one output channel. As in PyTorch, the kernel is not flipped.',
      source: 'PyTorch Conv2d; Dumoulin and Visin (2018), relationships 6 and 15.',
    },
    es: {
      label: 'Conv',
      doc: 'Desliza kernels aprendidos sobre la imagen; cada uno da un canal de salida. Como en PyTorch, el kernel no se invierte.',
      source: 'PyTorch Conv2d; Dumoulin y Visin (2018), relaciones 6 y 15.',
    },
  }),
});
