import { z } from 'zod';
import type { Lang } from '../i18n/i18n';
import { ACTIVATIONS, activationOf } from './activations/index';
import { activationStage } from './activations/optional';
import { defineLayer } from './support/kind';
import { choice } from './support/params';
import { only, volume } from './support/shape';

/** The parameters of all activations. */
const OPTIONS: Readonly<Record<string, z.ZodType>> = Object.assign({}, ...ACTIVATIONS.map(({ params }) => params.shape));

/** ReLU, LeakyReLU, Softmax over the channels. */
const listed = (lang: Lang) => ACTIVATIONS.map(({ name, note }) => (note ? `${name} ${note[lang]}` : name)).join(', ');

/**
 * An activation function, applied value by value (Softmax: over the channels).
 *
 * Input and output of one size. Source: PyTorch's functions of the same names, `Softmax` with `dim=1`.
 */
export const activation = defineLayer({
  kind: 'Activation',
  family: 'activation',
  inputs: { min: 1, max: 1 },
  next: ['Conv2D', 'MaxPool2D', 'Linear', 'Dropout'],
  follows: ['Conv2D', 'ConvTranspose2D', 'Concat'],

  params: z.object({
    function: choice(
      {
        label: { en: 'function', es: 'función' },
        help: { en: 'The function applied to each value.', es: 'La función que se aplica a cada valor.' },
      },
      ACTIVATIONS.map(({ name }) => name),
      'ReLU',
      'activation',
    ),
    ...OPTIONS,
  }),

  isUsed: (name, p) => !Object.hasOwn(OPTIONS, name) || Object.hasOwn(activationOf(p.function).params.shape, name),

  inferShape: (_, ins) => only(ins),
  explain: () => ({ letters: 'out = in', numbers: [] }),
  weights: () => [],
  flops: (_, __, out) => volume(out),
  range: (p, ins) => activationOf(p.function).range(p, only(ins)),

  kernel: (p) => [activationStage(p.function, p)],
  build: (tf, p, _, name) => [activationOf(p.function).build(tf, p, name)],
  stock: (p) => activationOf(p.function).stock?.(p) ?? true,

  source: {
    pytorch: (p) => ({ forward: (_, [x = '']) => activationOf(p.function).source.pytorch(x, p) }),
    keras: (p) => ({ call: (_, [x = '']) => activationOf(p.function).source.keras(x, p) }),
  },

  summary(p) {
    const own = activationOf(p.function).params.shape;
    return [p.function, ...Object.entries(p).flatMap(([name, value]) => (Object.hasOwn(own, name) ? [String(value)] : []))];
  },

  words: {
    en: {
      label: 'Activation',
      doc: 'Applies a function to each value. Without one between them, two linear layers compute no more than one.',
      source: `PyTorch ${listed('en')}.`,
    },
    es: {
      label: 'Activación',
      doc: 'Aplica una función a cada valor. Sin una entre ellas, dos capas lineales no calculan más que una.',
      source: `PyTorch ${listed('es')}.`,
    },
  },
});
