import { z } from 'zod';
import { ANYTHING } from '../support/interval';
import { defineLayer } from '../support/kind';
import { affine, epsilon } from '../support/normalisation';
import { isImage, only, type Shape, volume } from '../support/shape';
import { statelessLayer } from '../support/stateless-layer';
import { kernel } from './kernel';

/** An image's size in PyTorch's order, C, H, W. */
const torchSize = (size: Shape) => (isImage(size) ? [size[2], size[0], size[1]] : [...size]).join(', ');

/**
 * Layer normalisation: the values of each image are normalised to mean 0 and variance 1, then each is scaled and shifted by two learned
 * numbers of its own. It does the same in training and in inference, and does not depend on the batch.
 *
 * Input and output of one size, [H, W, C] or [N]; mean and biased variance over all values of one image:
 *
 *     y = (x − mean) / sqrt(variance + epsilon) · gamma + beta
 *
 * Source: Ba, Kiros and Hinton (2016), equation 3; PyTorch `LayerNorm` over the last axes.
 */
export const layerNorm = defineLayer({
  kind: 'LayerNorm',
  alsoCalled: ['LayerNormalization'],
  family: 'normalisation',
  inputs: { min: 1, max: 1 },
  next: ['Activation', 'Linear', 'Conv2D'],
  follows: ['Linear', 'Conv2D', 'Add'],

  params: z.object({
    epsilon,
    affine: affine(true),
  }),

  inferShape: (_, ins) => only(ins),
  explain: () => ({ letters: 'out = in', numbers: [] }),
  weights({ affine }, ins) {
    const shape = only(ins);
    const weight = (name: string, constant: number) => ({ name, shape, init: { constant }, trainable: true });
    return affine ? [weight('gamma', 1), weight('beta', 0)] : [];
  },
  // Mean, difference, variance (2) and scaling, then gamma and beta.
  flops: ({ affine }, _, out) => (affine ? 7 : 5) * volume(out),
  heldWhileTraining: 3,
  range: () => ANYTHING,

  kernel,
  // tfjs's own layer has no gradient without a scale.
  build: (tf, { epsilon, affine }, ins, name) => {
    const config = { axis: only(ins).map((_, index) => index + 1), epsilon, name };
    return [affine ? tf.layers.layerNormalization(config) : plainLayerNorm(tf)({ ...config, center: false, scale: false })];
  },
  stock: () => true,

  source: {
    pytorch: ({ epsilon, affine }, ins) => {
      const options = `${epsilon === 1e-5 ? '' : `, eps=${epsilon}`}${affine ? '' : ', elementwise_affine=False'}`;
      return { module: `nn.LayerNorm([${torchSize(only(ins))}]${options})`, forward: (self, [x = '']) => `${self}(${x})` };
    },
    keras: ({ epsilon, affine }, ins) => ({
      call: (name, [x = '']) => {
        const axes = only(ins).map((_, index) => index + 1);
        const options = `epsilon=${epsilon}${affine ? '' : ', center=False, scale=False'}`;
        return `layers.LayerNormalization(axis=[${axes.join(', ')}], ${options}, name="${name}")(${x})`;
      },
    }),
  },

  summary: () => [],

  words: {
    en: {
      label: 'LayerNorm',
      doc: 'Normalises the values of each image to mean 0 and variance 1, then scales and shifts each by two learned numbers. It does not depend on the batch.',
      source: 'Ba, Kiros and Hinton (2016), equation 3; PyTorch LayerNorm over C, H, W.',
    },
    es: {
      label: 'LayerNorm',
      doc: 'Normaliza los valores de cada imagen a media 0 y varianza 1, y luego escala y desplaza cada uno con dos números aprendidos. No depende del lote.',
      source: 'Ba, Kiros y Hinton (2016), ecuación 3; PyTorch LayerNorm sobre C, H, W.',
    },
  },
});

interface PlainConfig {
  readonly name: string;
  /** The axes that are normalised together. */
  readonly axis: number[];
  readonly epsilon: number;
  readonly center: false;
  readonly scale: false;
}

/** Layer normalisation without a scale and a shift. */
const plainLayerNorm = statelessLayer(
  'LayerNormalization',
  (tf, x, { axis, epsilon }: PlainConfig) => {
    const { mean, variance } = tf.moments(x, axis, true);
    return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
  },
  { stock: true },
);
