import { z } from 'zod';
import { merge } from '../../words/words';
import {
  activationKeras,
  activationLayers,
  activationPytorch,
  activationRange,
  activationStock,
  optionalActivation,
} from '../activations/optional';
import { convolutionPytorch, convolutionSummary } from '../support/convolution';
import { defineLayer, Refusal } from '../support/kind';
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

/**
 * Whether the convolution is made with stride 1 and every stride-th value taken of it, which is the same. tfjs and Keras refuse
 * dilation and stride together; and TensorFlow's oneDNN kernel (2.21, CPU) gives garbage where the strides differ and the output is
 * one column wide.
 */
function isDense(p: Window & { readonly dilation: Pair }, ins: readonly Shape[]): boolean {
  if (isOne(p.stride)) return false;
  if (!isOne(effectiveDilation(p))) return true;
  const image = imageOf(only(ins));
  const size = image instanceof Refusal ? image : windowSize(image, p);
  return p.stride[0] !== p.stride[1] && !(size instanceof Refusal) && size[1] === 1;
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
    if (image instanceof Refusal) return image;
    const size = windowSize(image, p);
    return size instanceof Refusal ? size : [...size, p.filters];
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
    pytorch: (p, ins) => ({
      module: `nn.Conv2d(${convolutionPytorch(channelsOf(only(ins)), p)})`,
      forward: (self, [x = '']) => activationPytorch(p.activation, `${self}(${x})`),
    }),
    keras: (p, ins) => ({
      call(name, [x = '']) {
        const { filters, kernel, stride, padding, bias, activation } = p;
        const dilation = effectiveDilation(p);
        const sliced = isDense(p, ins);
        const padded = isZero(padding) ? x : `layers.ZeroPadding2D(${pythonPair(padding)})(${x})`;
        const options = [
          `${filters}, ${pythonPair(kernel)}`,
          ...(isOne(stride) || sliced ? [] : [`strides=${pythonPair(stride)}`]),
          ...(isOne(dilation) ? [] : [`dilation_rate=${pythonPair(dilation)}`]),
          ...(bias ? [] : ['use_bias=False']),
          kerasInit(area(kernel) * channelsOf(only(ins))),
          `name="${name}"`,
        ];
        const dense = `layers.Conv2D(${options.join(', ')})(${padded})`;
        return activationKeras(activation, sliced ? `${dense}[:, ::${stride[0]}, ::${stride[1]}, :]` : dense);
      },
    }),
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
