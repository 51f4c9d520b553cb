import { z } from 'zod';
import { biasStage } from '../plan/bias';
import type { Builder, Value } from '../plan/builder';
import { FLOATS, flag } from '../plan/ops';
import {
  activationKeras,
  activationLayers,
  activationPytorch,
  activationRange,
  activationStages,
  activationStock,
  activationSummary,
  optionalActivation,
} from './activations/optional';
import { defineLayer, refuse } from './support/kind';
import { integer, PARAMS, toggle } from './support/params';
import { channelsOf, isImage, only, volume } from './support/shape';
import { kerasInit, kernelWeights } from './support/weights';

/**
 * A fully connected layer: every output is a weighted sum of all inputs, plus a bias.
 *
 * Input [N], output [units]. Source: PyTorch `Linear`, which Keras and tfjs call Dense.
 */
export const linear = defineLayer({
  kind: 'Linear',
  alsoCalled: ['Dense', 'FC', 'FullyConnected'],
  family: 'dense',
  inputs: { min: 1, max: 1 },
  next: ['Linear', 'Dropout', 'Activation', 'Reshape'],

  params: z.object({
    units: integer(
      {
        label: { en: 'units', es: 'neuronas' },
        help: {
          en: 'The number of outputs: for a classifier, one for each class.',
          es: 'El número de salidas: en un clasificador, una por clase.',
        },
      },
      { min: 1, max: 1_048_576 },
      10,
    ),
    bias: toggle(
      {
        label: PARAMS.bias.label,
        help: { en: 'Adds one learned number to each output.', es: 'Suma un número aprendido a cada salida.' },
      },
      true,
    ),
    activation: optionalActivation(),
  }),

  inferShape({ units }, ins) {
    const input = only(ins);
    return isImage(input) ? refuse('needsVector', { input, values: volume(input) }) : [units];
  },
  explain: ({ units }, ins) => ({
    letters: 'in → units',
    numbers: [`${channelsOf(only(ins))} → ${units}`],
  }),
  weights: ({ units, bias }, ins) => {
    const length = channelsOf(only(ins));
    return kernelWeights([length, units], length, bias, units);
  },
  flops: ({ units, bias, activation }, ins) =>
    units * (2 * channelsOf(only(ins)) + (bias ? 1 : 0) + (activation === 'None' ? 0 : 1)),
  range: ({ activation }) => activationRange(activation),

  // A matrix product with [in, units]. The gradients are matrix products too.
  kernel: ({ bias, activation }, context) => [
    {
      weighted: true,
      forward(b, ins) {
        const x = only(ins);
        const kernel = context.weight(b, 'kernel');
        const [count = 0] = x.shape;
        return {
          out: matMul(b, x, kernel, {}, [count, kernel.shape[1] ?? 0]),
          backward(gradient, [wanted]) {
            if (context.learns) context.gradient('kernel', matMul(b, x, gradient, { first: true }, kernel.shape));
            return [wanted ? matMul(b, gradient, kernel, { second: true }, x.shape) : undefined];
          },
        };
      },
    },
    ...(bias ? [biasStage(context, activation === 'None')] : []),
    ...activationStages(activation),
  ],
  build: (tf, { units, bias, activation }, _, name) => [
    tf.layers.dense({ units, useBias: bias, name }),
    ...activationLayers(tf, activation, `${name}.activation`),
  ],
  stock: ({ activation }) => activationStock(activation),

  source: {
    pytorch: ({ units, bias, activation }, ins) => ({
      module: `nn.Linear(${channelsOf(only(ins))}, ${units}${bias ? '' : ', bias=False'})`,
      forward: (self, [x = '']) => activationPytorch(activation, `${self}(${x})`),
    }),
    keras: ({ units, bias, activation }, ins) => ({
      call(name, [x = '']) {
        const options = [...(bias ? [] : ['use_bias=False']), kerasInit(channelsOf(only(ins))), `name="${name}"`];
        return activationKeras(activation, `layers.Dense(${[units, ...options].join(', ')})(${x})`);
      },
    }),
  },

  summary: ({ units, activation }) => [String(units), ...activationSummary(activation)],

  words: {
    en: {
      label: 'FC',
      doc: 'Fully connected: every output is a weighted sum of all inputs, plus a bias.',
      source: 'PyTorch Linear; Keras and tfjs call it Dense.',
      needsVector: 'It needs a vector and gets an image of {input}: put a Flatten before it, which gives {values} values.',
    },
    es: {
      label: 'FC',
      doc: 'Completamente conectada: cada salida es una suma ponderada de todas las entradas, más un sesgo.',
      source: 'PyTorch Linear; Keras y tfjs la llaman Dense.',
      needsVector: 'Necesita un vector y recibe una imagen de {input}: antes va un Flatten, que da {values} valores.',
    },
  },
});

/** The product of two matrices, either of them transposed first. */
function matMul(
  b: Builder,
  one: Value,
  other: Value,
  transposed: { readonly first?: boolean; readonly second?: boolean },
  shape: readonly number[],
): Value {
  const attributes = [...FLOATS, flag('transpose_a', transposed.first ?? false), flag('transpose_b', transposed.second ?? false)];
  return b.op('MatMul', attributes, [one, other], shape);
}
