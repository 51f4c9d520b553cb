import { z } from 'zod';
import { merge } from '../../i18n/i18n';
import {
  activationKeras,
  activationLayers,
  activationPytorch,
  activationRange,
  activationStock,
  optionalActivation,
} from '../activations/optional';
import {
  convolutionPytorch,
  convolutionSummary,
  isNarrow,
  pythonSlices,
  type StrideFault,
  strideComment,
  strideFault,
} from '../convolution/convolution';
import { defineLayer, ShapeError } from '../support/kind';
import { axes, integer, PARAMS, RANGES, toggle } from '../support/params';
import { area, channelsOf, only, type Pair, type Shape, volume } from '../support/shape';
import { kerasInit, kernelWeights } from '../support/weights';
import {
  effectiveDilation,
  explainWindow,
  imageOf,
  isOne,
  isZero,
  pythonPair,
  tuple,
  WINDOW_WORDS,
  type Window,
  windowSize,
} from '../support/window';
import { kernel } from './kernel';
import { dilatedConv2D } from './tfjs';

const ONE: Pair = [1, 1];

type Sizes = Window & { readonly dilation: Pair };

/** The width of the output; 0 if the window does not fit. */
function columnsOf(p: Sizes, ins: readonly Shape[]): number {
  const image = imageOf(only(ins));
  const size = image instanceof ShapeError ? image : windowSize(image, p);
  return size instanceof ShapeError ? 0 : size[1];
}

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
  if (fault === 'cell' && isZero(p.padding)) return 'image';
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
 * Padding is with zeros. Source: PyTorch `Conv2d`; Dumoulin and Visin (2018), relationships 6 and 15.
 */
export const conv2D = defineLayer({
  kind: 'Conv2D',
  family: 'convolution',
  inputs: { min: 1, max: 1 },
  next: ['MaxPool2D', 'Conv2D'],

  params: z.object({
    filters: integer(PARAMS.filters, RANGES.filters, 16),
    kernel: axes(PARAMS.kernel, RANGES.kernel, 3),
    stride: axes(PARAMS.stride, RANGES.stride, 1),
    padding: axes(PARAMS.padding, RANGES.padding, 0),
    dilation: axes(PARAMS.dilation, RANGES.dilation, 1),
    bias: toggle(PARAMS.bias, true),
    activation: optionalActivation(),
  }),

  inferShape(p, [input]) {
    const image = imageOf(input);
    if (image instanceof ShapeError) return image;
    const size = windowSize(image, p);
    return size instanceof ShapeError ? size : [...size, p.filters];
  },

  explain: (p, [input]) => explainWindow(input, p),

  weights: (p, ins) => {
    const channels = channelsOf(only(ins));
    return kernelWeights([...p.kernel, channels, p.filters], area(p.kernel) * channels, p.bias, p.filters);
  },

  flops({ kernel, bias, activation }, ins, out) {
    const multiplyAdds = volume(out) * area(kernel) * channelsOf(only(ins));
    return 2 * multiplyAdds + (bias ? volume(out) : 0) + (activation === 'None' ? 0 : volume(out));
  },

  range: ({ activation }) => activationRange(activation),

  kernel,
  build(tf, p, ins, name) {
    const { filters, kernel, stride, padding, bias, activation } = p;
    const dilation = effectiveDilation(p);
    const dense = isDense(p, ins);
    const pad = isZero(padding) ? [] : [tf.layers.zeroPadding2d({ padding: tuple(padding), name: `${name}.pad` })];
    const shared = { name, filters, useBias: bias };
    const conv = isOne(dilation)
      ? [tf.layers.conv2d({ ...shared, kernelSize: tuple(kernel), strides: dense ? [1, 1] : tuple(stride) })]
      : [dilatedConv2D(tf)({ ...shared, kernelSize: kernel, dilationRate: dilation })];
    const skip = dense ? [tf.layers.maxPooling2d({ poolSize: [1, 1], strides: tuple(stride), name: `${name}.stride` })] : [];
    return [...pad, ...conv, ...skip, ...activationLayers(tf, activation, `${name}.activation`)];
  },
  stock: ({ activation }) => activationStock(activation),

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
      const { filters, kernel, stride, padding, bias, activation } = p;
      const fault = strideFault(p, columnsOf(p, ins));
      const dilation = effectiveDilation(p);
      const sliced = slicesOf(p, fault, 'keras');
      const slices = `[:, ${pythonSlices(stride)}, :]`;
      const options = [
        `${filters}, ${pythonPair(kernel)}`,
        ...(isOne(stride) || sliced ? [] : [`strides=${pythonPair(stride)}`]),
        ...(isOne(dilation) ? [] : [`dilation_rate=${pythonPair(dilation)}`]),
        ...(bias ? [] : ['use_bias=False']),
        kerasInit(area(kernel) * channelsOf(only(ins))),
      ];
      return {
        call(name, [x = '']) {
          const padded = isZero(padding) ? x : `layers.ZeroPadding2D(${pythonPair(padding)})(${x})`;
          const image = sliced === 'image' ? `${padded}${slices}` : padded;
          const out = `layers.Conv2D(${[...options, `name="${name}"`].join(', ')})(${image})`;
          return activationKeras(activation, sliced === 'output' ? `${out}${slices}` : out);
        },
        ...(fault ? { comment: strideComment('TensorFlow', fault) } : {}),
      };
    },
  },

  summary: convolutionSummary,

  words: merge(WINDOW_WORDS, {
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
