import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Builder, Value } from '../plan/builder';
import { cast, type } from '../plan/ops';
import { dropoutKeys } from '../plan/random';
import { reshaped } from '../plan/reshaping';
import { product, stage } from '../plan/stage';
import { defineLayer, refuse } from './support/kind';
import { once } from './support/once';
import { real } from './support/params';
import { only } from './support/shape';

/**
 * Dropout: in training, each value is set to 0 with probability `rate` and the others are divided by 1 − rate. In inference it
 * returns its input.
 *
 * Input and output of one size. Source: Srivastava et al. (2014); PyTorch `Dropout`, elementwise.
 */
export const dropout = defineLayer({
  kind: 'Dropout',
  family: 'normalisation',
  inputs: { min: 1, max: 1 },
  next: ['Conv2D', 'ConvTranspose2D', 'Linear', 'Flatten'],
  follows: ['Conv2D', 'Flatten', 'BatchNorm'],

  params: z.object({
    rate: real(
      {
        label: { en: 'rate', es: 'probabilidad' },
        help: { en: 'The probability that a value is set to 0.', es: 'La probabilidad de que un valor se ponga a 0.' },
      },
      { min: 0, max: 0.99 },
      0.2,
    ),
  }),

  inferShape: (_, ins) => only(ins),
  explain: () => ({ letters: 'out = in', numbers: [] }),
  weights: () => [],
  flops: () => 0,
  identity: { rate: 0 },
  asOutput: ({ rate }) => (rate === 0 ? undefined : refuse('dropoutLast', { percent: Math.round(rate * 1000) / 10 }, 'rate')),
  range: (_, ins) => only(ins),

  // The mask is a function of the seed, the node and the step.
  kernel({ rate }, context) {
    if (!context.training || rate === 0) return [];
    const drop = stage((b, x) => {
      const keys = b.feed('int32', [2], ({ step }) => dropoutKeys(context.seed, context.id, step.step));
      const least = b.op('Cast', cast('int32', 'uint16'), [b.axis(dropoutThreshold(rate))], [], 'uint16');
      const kept = b.op('GreaterEqual', [type('T', 'uint16')], [bits(b, keys, x.shape), least], x.shape, 'bool');
      const mask = b.map('Mul', [b.op('Cast', cast('bool', 'float32'), [kept], x.shape), b.scalar(1 / (1 - rate))]);
      return { out: b.map('Mul', [x, mask]), backward: (gradient) => b.map('Mul', [gradient, mask]) };
    });
    return [{ ...drop, random: true }];
  },
  build: (tf, { rate }, _, name) => [tf.layers.dropout({ rate, name })],
  buildRandom: (tf, { rate }, name, draws) => [seededDropout(tf)({ name, rate, mask: (shape) => draws.mask(rate, shape) })],
  stock: () => true,

  source: {
    pytorch: ({ rate }) => ({ module: `nn.Dropout(${rate})`, forward: (self, [x = '']) => `${self}(${x})` }),
    keras: ({ rate }) => ({ call: (name, [x = '']) => `layers.Dropout(${rate}, name="${name}")(${x})` }),
  },

  summary: ({ rate }) => [String(rate)],

  words: {
    en: {
      label: 'Dropout',
      doc: 'In training, sets values to 0 at random, which reduces overfitting. In inference it returns its input.',
      source: 'Srivastava et al. (2014); PyTorch Dropout.',
      dropoutLast:
        'Dropout is the last layer: in training, {percent} % of the output values are set to 0. Remove it, or set its rate to 0.',
    },
    es: {
      label: 'Dropout',
      doc: 'Al entrenar, pone valores a 0 al azar, lo que reduce el sobreajuste. En inferencia devuelve su entrada.',
      source: 'Srivastava et al. (2014); PyTorch Dropout.',
      dropoutLast:
        'Dropout es la última capa: al entrenar, el {percent} % de los valores de la salida se pone a 0. Quítela, o ponga su probabilidad en 0.',
    },
  },
});

/** A rate in steps of 2⁻¹⁶: a value is set to 0 where its 16 random bits are below this. */
export const dropoutThreshold = (rate: number): number => Math.round(rate * 2 ** 16);

/** 16 random bits for each value of a shape, drawn 32 at a time, since drawing takes most of the time. */
function bits(b: Builder, keys: Value, shape: readonly number[]): Value {
  const count = product(shape);
  const draws = Math.ceil(count / 2);
  const types = [type('dtype', 'int32'), type('T', 'int32'), type('Tseed', 'int32')];
  const drawn = b.op('StatelessRandomUniformFullInt', types, [b.ints([draws]), keys], [draws], 'int32');
  const halves = b.op('Bitcast', [type('T', 'int32'), type('type', 'uint16')], [drawn], [draws, 2], 'uint16');
  const row = reshaped(b, halves, [2 * draws]);
  const enough =
    count === 2 * draws
      ? row
      : b.op('Slice', [type('T', 'uint16'), type('Index', 'int32')], [row, b.ints([0]), b.ints([count])], [count], 'uint16');
  return reshaped(b, enough, shape);
}

interface SeededDropoutConfig {
  readonly name: string;
  /** The probability that a value is set to 0. */
  readonly rate: number;
  /** The mask of the current step, of this shape: 0, or 1 / (1 − rate). */
  mask(shape: number[]): tfjs.Tensor;
}

/**
 * Dropout whose mask is a function of seed, node and step. tfjs's own draws the same mask at every step if it has a seed, and is not
 * reproducible without one. It is saved as tfjs's Dropout, which is the same in inference.
 */
const seededDropout = once((tf) => {
  class SeededDropout extends tf.layers.Layer {
    static readonly className = 'Dropout';

    constructor(private readonly config: SeededDropoutConfig) {
      super({ name: config.name });
    }

    override computeOutputShape(inputShape: tfjs.Shape): tfjs.Shape {
      return inputShape;
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[], kwargs: { readonly training?: boolean }): tfjs.Tensor {
      return tf.tidy(() => {
        const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tfjs.Tensor;
        const { rate, mask } = this.config;
        if (kwargs.training !== true || rate === 0) return tf.clone(x);
        return tf.mul(x, mask(x.shape));
      });
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), rate: this.config.rate };
    }
  }
  return (config: SeededDropoutConfig): tfjs.layers.Layer => new SeededDropout(config);
});
