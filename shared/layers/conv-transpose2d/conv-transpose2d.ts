import { z } from 'zod';
import { merge } from '../../i18n/i18n';
import { reach } from '../../plan/dilate';
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
  GROUP_WORDS,
  refuseGroups,
  type StrideFault,
  strideComment,
  strideFault,
} from '../convolution/convolution';
import { defineLayer, refuse, ShapeError } from '../support/kind';
import { axes, integer, PARAMS, RANGES, toggle } from '../support/params';
import { AXES, type Axis, area, channelsOf, type ImageShape, only, type Pair, type Shape, volume } from '../support/shape';
import { kerasInit, kernelWeights } from '../support/weights';
import { AXIS_NAMES, byAxis, effectiveDilation, IMAGE_WORDS, imageOf, isOne, pythonPair, tuple } from '../support/window';
import { FULL_CONV_TRANSPOSE_2D } from './keras';
import { kernel } from './kernel';
import { SPREAD_CONV_TRANSPOSE_2D } from './pytorch';
import { fullConvTranspose2D } from './tfjs';

interface Sizes {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly outputPadding: Pair;
  readonly groups: number;
}

function sizeOnAxis(input: ImageShape, p: Sizes, axis: Axis): number {
  const full = (input[axis] - 1) * p.stride[axis] + reach(p.kernel[axis], p.dilation[axis]);
  return full - 2 * p.padding[axis] + p.outputPadding[axis];
}

/**
 * The number of rows and columns at the bottom and right by which the output of tfjs's Conv2DTranspose exceeds ours; negative if it
 * lacks some. tfjs gives in·stride + max(kernel − stride, 0), of which the first `padding` are cropped.
 */
function surplus(input: ImageShape, p: Sizes): Pair {
  const onAxis = (axis: Axis) => {
    const whole = input[axis] * p.stride[axis] + Math.max(p.kernel[axis] - p.stride[axis], 0);
    return whole - p.padding[axis] - sizeOnAxis(input, p, axis);
  };
  return [onAxis(0), onAxis(1)];
}

/** The fault of oneDNN that affects the layer's gradient. */
function faultOf(p: Sizes, ins: readonly Shape[]): StrideFault | undefined {
  const image = imageOf(only(ins));
  return image instanceof ShapeError ? undefined : strideFault(p, image[1]);
}

/** The feature that tfjs's Conv2DTranspose lacks; `undefined` if cropping its result is enough. */
function obstacle(input: ImageShape, p: Sizes): 'groups' | 'dilation' | 'outputPadding' | undefined {
  if (p.groups > 1) return 'groups';
  if (!isOne(effectiveDilation(p))) return 'dilation';
  return surplus(input, p).some((rows) => rows < 0) ? 'outputPadding' : undefined;
}

/**
 * Transposed convolution: each input value spreads a learned kernel over the output, `stride` pixels apart; padding crops
 * the result, output padding adds rows and columns at the bottom and right. It inverts a convolution's size, not its values.
 *
 * Input [H, W, C], output [H', W', filters] with, on each axis,
 *
 *     out = (in − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding + 1
 *
 * The output padding must be less than the stride or the dilation. Source: PyTorch `ConvTranspose2d`; Dumoulin and Visin (2018),
 * relationship 14. (The paper prints dilation·kernel for dilation·(kernel − 1); with that its own Figure 4 would be 5×5.)
 */
export const convTranspose2D = defineLayer({
  kind: 'ConvTranspose2D',
  alsoCalled: ['Conv2DTranspose', 'Deconvolution2D', 'Deconv2D'],
  family: 'transposed',
  inputs: { min: 1, max: 1 },
  next: ['ConvTranspose2D', 'Dropout'],

  params: z.object({
    filters: integer(PARAMS.filters, RANGES.filters, 16),
    kernel: axes(PARAMS.kernel, RANGES.kernel, 3),
    stride: axes(PARAMS.stride, RANGES.stride, 2),
    padding: axes(
      {
        label: PARAMS.padding.label,
        help: { en: 'Rows and columns cropped on each side.', es: 'Filas y columnas recortadas a cada lado.' },
      },
      RANGES.padding,
      0,
    ),
    outputPadding: axes(
      {
        label: { en: 'output padding', es: 'output padding' },
        help: {
          en: 'Rows and columns added at the bottom and on the right.',
          es: 'Filas y columnas añadidas abajo y a la derecha.',
        },
      },
      RANGES.padding,
      0,
    ),
    dilation: axes(PARAMS.dilation, RANGES.dilation, 1),
    groups: integer(PARAMS.groups, RANGES.groups, 1),
    bias: toggle(PARAMS.bias, true),
    activation: optionalActivation(),
  }),

  inferShape(p, [input]) {
    const image = imageOf(input);
    if (image instanceof ShapeError) return image;
    const refusal = refuseGroups(p, image[2]);
    if (refusal) return refusal;
    for (const axis of AXES) {
      const most = Math.max(p.stride[axis], p.dilation[axis]) - 1;
      if (p.outputPadding[axis] > most) {
        const values = { outputPadding: p.outputPadding[axis], most, stride: p.stride[axis], dilation: p.dilation[axis] };
        return refuse('outputPaddingTooLarge', values, 'outputPadding');
      }
      const size = sizeOnAxis(image, p, axis);
      if (size < 1) {
        const values = { axis: AXIS_NAMES[axis], padding: p.padding[axis], full: size + 2 * p.padding[axis] };
        return refuse('nothingLeft', values, 'padding');
      }
    }
    return [sizeOnAxis(image, p, 0), sizeOnAxis(image, p, 1), p.filters];
  },

  explain: (p, [input]) => {
    const image = imageOf(input);
    return {
      letters: '(in − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding + 1',
      numbers:
        image instanceof ShapeError
          ? []
          : byAxis((axis) => {
              const spread = `${p.dilation[axis]}·(${p.kernel[axis]} − 1)`;
              const left = `(${image[axis]} − 1)·${p.stride[axis]} − 2·${p.padding[axis]}`;
              return `${left} + ${spread} + ${p.outputPadding[axis]} + 1 = ${sizeOnAxis(image, p, axis)}`;
            }),
    };
  },

  // PyTorch's fan-in of a transposed kernel [in, out / groups, kH, kW] is out / groups·kH·kW.
  weights: (p, ins) => {
    const filters = p.filters / p.groups;
    const all = kernelWeights([...p.kernel, filters, channelsOf(only(ins))], area(p.kernel) * filters, p.bias, p.filters);
    return all.map((weight) => (weight.name === 'kernel' ? { ...weight, transposed: true } : weight));
  },

  flops({ kernel, filters, bias, groups, activation }, ins, out) {
    const multiplyAdds = (volume(only(ins)) * area(kernel) * filters) / groups;
    return 2 * multiplyAdds + (bias ? volume(out) : 0) + (activation === 'None' ? 0 : volume(out));
  },

  range: ({ activation }) => activationRange(activation),

  kernel,
  build(tf, p, ins, name) {
    const image = imageOf(only(ins));
    if (image instanceof ShapeError) throw new Error(image.code);
    const { filters, kernel, stride, padding, bias, activation } = p;
    const after = activationLayers(tf, activation, `${name}.activation`);
    if (obstacle(image, p)) {
      const outputShape: ImageShape = [sizeOnAxis(image, p, 0), sizeOnAxis(image, p, 1), filters];
      const sizes = {
        kernelSize: kernel,
        strides: stride,
        padding,
        dilationRate: effectiveDilation(p),
        groups: p.groups,
        outputShape,
      };
      return [fullConvTranspose2D(tf)({ name, filters, useBias: bias, ...sizes }), ...after];
    }
    const [bottom, right] = surplus(image, p);
    const [top, left] = padding;
    const cropping: [[number, number], [number, number]] = [
      [top, bottom],
      [left, right],
    ];
    const crop = top + bottom + left + right === 0 ? [] : [tf.layers.cropping2D({ cropping, name: `${name}.crop` })];
    const sizes = { kernelSize: tuple(kernel), strides: tuple(stride) };
    return [tf.layers.conv2dTranspose({ name, filters, useBias: bias, ...sizes }), ...crop, ...after];
  },

  stock(p, ins) {
    const image = imageOf(only(ins));
    const lacking = image instanceof ShapeError ? undefined : obstacle(image, p);
    if (lacking === 'groups') return { en: 'tfjs has no convolution in groups', es: 'tfjs no tiene convolución por grupos' };
    if (lacking === 'dilation')
      return {
        en: 'tfjs has no transposed convolution with dilation',
        es: 'tfjs no tiene convolución transpuesta con dilatación',
      };
    if (lacking === 'outputPadding')
      return {
        en: 'tfjs has no output padding beyond the extent of the kernel',
        es: 'tfjs no admite output padding más allá de la extensión del kernel',
      };
    return activationStock(p.activation);
  },

  source: {
    pytorch(p, ins) {
      const fault = faultOf(p, ins);
      const name = fault ? 'SpreadConvTranspose2d' : 'nn.ConvTranspose2d';
      return {
        module: `${name}(${convolutionPytorch(channelsOf(only(ins)), p)})`,
        forward: (self, [x = '']) => activationPytorch(p.activation, `${self}(${x})`),
        ...(fault ? { helpers: [SPREAD_CONV_TRANSPOSE_2D], comment: strideComment('PyTorch', fault) } : {}),
      };
    },
    keras: (p, ins) => {
      const image = imageOf(only(ins));
      const { filters, kernel, stride, padding, outputPadding, groups, bias, activation } = p;
      const fault = faultOf(p, ins);
      const common = [...(bias ? [] : ['use_bias=False']), kerasInit((area(kernel) * filters) / groups)];
      if (image instanceof ShapeError || obstacle(image, p) || fault) {
        const sizes = { kernel, stride, padding, output_padding: outputPadding, dilation: effectiveDilation(p) };
        const options = Object.entries(sizes).map(([key, pair]) => `${key}=(${pair[0]}, ${pair[1]})`);
        const grouped = groups === 1 ? [] : [`groups=${groups}`];
        return {
          call: (name, [x = '']) =>
            activationKeras(
              activation,
              `FullConvTranspose2D(${[String(filters), ...options, ...grouped, ...common, `name="${name}"`].join(', ')})(${x})`,
            ),
          helpers: [FULL_CONV_TRANSPOSE_2D],
          ...(fault ? { comment: strideComment('TensorFlow', fault) } : {}),
        };
      }
      const [bottom, right] = surplus(image, p);
      const [top, left] = padding;
      return {
        call(name, [x = '']) {
          const options = [
            `${filters}, ${pythonPair(kernel)}`,
            ...(isOne(stride) ? [] : [`strides=${pythonPair(stride)}`]),
            ...common,
            `name="${name}"`,
          ];
          const whole = `layers.Conv2DTranspose(${options.join(', ')})(${x})`;
          const uncropped = top + bottom + left + right === 0;
          return activationKeras(
            activation,
            uncropped ? whole : `layers.Cropping2D(((${top}, ${bottom}), (${left}, ${right})))(${whole})`,
          );
        },
      };
    },
  },

  summary: convolutionSummary,

  words: merge(IMAGE_WORDS, GROUP_WORDS, {
    en: {
      label: 'ConvT',
      doc: 'Transposed convolution: spreads each input value over a larger image with learned kernels. Padding crops the edges.',
      source:
        'PyTorch ConvTranspose2d; Dumoulin and Visin (2018), relationship 14. The paper prints dilation·kernel in place of dilation·(kernel − 1), which would make its own Figure 4 (2×2, kernel 3, stride 1) 5×5 instead of 4×4.',
      outputPaddingTooLarge:
        'Output padding {outputPadding} must be less than the stride ({stride}) or the dilation ({dilation}): at most {most}.',
      nothingLeft: 'Padding {padding} crops 2·{padding} pixels of a {axis} of {full}, and no output is left. Reduce the padding.',
    },
    es: {
      label: 'ConvT',
      doc: 'Convolución transpuesta: reparte cada valor de entrada sobre una imagen más grande con kernels aprendidos. El padding recorta los bordes.',
      source:
        'PyTorch ConvTranspose2d; Dumoulin y Visin (2018), relación 14. El artículo imprime dilatación·kernel en lugar de dilatación·(kernel − 1), con lo que su propia Figura 4 (2×2, kernel 3, stride 1) sería 5×5 en vez de 4×4.',
      outputPaddingTooLarge:
        'El output padding {outputPadding} debe ser menor que el stride ({stride}) o la dilatación ({dilation}): como máximo {most}.',
      nothingLeft:
        'Un padding de {padding} recorta 2·{padding} píxeles de un {axis} de {full}, y no queda salida. Reduzca el padding.',
    },
  }),
});
