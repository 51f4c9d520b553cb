import { z } from 'zod';
import {
  activationKeras,
  activationLayers,
  activationPytorch,
  activationRange,
  activationSummary,
  OPTIONAL_FUNCTIONS,
} from './support/activations';
import { defineLayer, only, refuse } from './support/kind';
import { choice, integer, PARAMS, toggle } from './support/params';
import { channelsOf, isImage, volume } from './support/shape';
import { kerasInit, kernelWeights } from './support/weights';

/**
 * A fully connected layer: every output is a weighted sum of all inputs, plus a bias.
 *
 * Input [N], output [units]. Source: PyTorch `Linear`, which Keras and tfjs call Dense.
 */
export const linear = defineLayer({
  kind: 'Linear',
  family: 'dense',
  inputs: { min: 1, max: 1 },

  params: z.object({
    units: integer(
      {
        label: { en: 'units', es: 'neuronas' },
        help: {
          en: 'How many outputs: for a classifier, one for each class.',
          es: 'Cuántas salidas: en un clasificador, una por clase.',
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
    activation: choice(PARAMS.activation, OPTIONAL_FUNCTIONS, 'None'),
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

  build: (tf, { units, bias, activation }, _, name) => [
    tf.layers.dense({ units, useBias: bias, name }),
    ...activationLayers(tf, activation, `${name}.activation`),
  ],
  stock: () => true,

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
