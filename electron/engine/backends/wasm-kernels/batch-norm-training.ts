import { z } from 'zod';
import { floatsOf, inputOf, type Kernel } from './kernel';

const attrsSchema = z.object({ epsilon: z.number() });

/**
 * Batch normalisation while training: x [N, …, C] to its normalised form, and each channel's mean and variance over n values. tfjs has
 * it of some twenty operations on whole tensors. Sums are kept in double precision, as they may be of a million values.
 */
export const batchNormTraining: Kernel = {
  name: 'BatchNormTraining',
  make:
    ({ backend }) =>
    ({ inputs, attrs }) => {
      const { epsilon } = attrsSchema.parse(attrs);
      const [x, gamma, beta] = [inputOf(inputs, 'x'), inputOf(inputs, 'gamma'), inputOf(inputs, 'beta')];
      const channels = x.shape.at(-1) ?? 0;
      const outputs = [x.shape, [channels], [channels]].map((shape) => backend.makeOutput(shape, 'float32'));
      const [values, scales, shifts] = [floatsOf(backend, x), floatsOf(backend, gamma), floatsOf(backend, beta)];
      const [y, means, variances] = outputs.map((output) => floatsOf(backend, output));
      if (!y || !means || !variances) throw new Error('three tensors have three views');

      const count = values.length / channels;
      const [mean, variance] = [new Float64Array(channels), new Float64Array(channels)];
      for (let at = 0; at < values.length; )
        for (let channel = 0; channel < channels; channel++, at++) mean[channel] = (mean[channel] ?? 0) + (values[at] ?? 0);
      for (let channel = 0; channel < channels; channel++) mean[channel] = (mean[channel] ?? 0) / count;
      for (let at = 0; at < values.length; )
        for (let channel = 0; channel < channels; channel++, at++) {
          const centred = (values[at] ?? 0) - (mean[channel] ?? 0);
          variance[channel] = (variance[channel] ?? 0) + centred * centred;
        }
      for (let channel = 0; channel < channels; channel++) variance[channel] = (variance[channel] ?? 0) / count;
      means.set(mean);
      variances.set(variance);
      const scale = variance.map((value, channel) => (scales[channel] ?? 1) / Math.sqrt(value + epsilon));
      const shift = mean.map((value, channel) => (shifts[channel] ?? 0) - value * (scale[channel] ?? 0));
      for (let at = 0; at < values.length; )
        for (let channel = 0; channel < channels; channel++, at++)
          y[at] = (values[at] ?? 0) * (scale[channel] ?? 0) + (shift[channel] ?? 0);
      return outputs;
    },
};

/**
 * Its gradients, by x, gamma and beta. With x̂ the normalised x, and sums over the n values of a channel:
 *
 *     dβ = Σ dy,   dγ = Σ dy · x̂,   dx = γ / √(variance + ε) · (dy − dβ/n − x̂ · dγ/n)
 *
 * Source: Ioffe and Szegedy (2015), section 3.
 */
export const batchNormTrainingGrad: Kernel = {
  name: 'BatchNormTrainingGrad',
  make:
    ({ backend }) =>
    ({ inputs, attrs }) => {
      const { epsilon } = attrsSchema.parse(attrs);
      const [x, _gamma] = [inputOf(inputs, 'x'), inputOf(inputs, 'gamma')];
      const channels = x.shape.at(-1) ?? 0;
      const outputs = [x.shape, [channels], [channels]].map((shape) => backend.makeOutput(shape, 'float32'));
      const given = ['x', 'dy', 'gamma', 'mean', 'variance'].map((name) => floatsOf(backend, inputOf(inputs, name)));
      const [values, gradient, scales, mean, variance] = given;
      const [dx, dGamma, dBeta] = outputs.map((output) => floatsOf(backend, output));
      if (!values || !gradient || !scales || !mean || !variance || !dx || !dGamma || !dBeta) throw new Error('a view is missing');

      const count = values.length / channels;
      const deviation = Float64Array.from(variance, (value) => 1 / Math.sqrt(value + epsilon));
      const [sum, product] = [new Float64Array(channels), new Float64Array(channels)];
      for (let at = 0; at < values.length; )
        for (let channel = 0; channel < channels; channel++, at++) {
          const one = gradient[at] ?? 0;
          sum[channel] = (sum[channel] ?? 0) + one;
          product[channel] = (product[channel] ?? 0) + one * ((values[at] ?? 0) - (mean[channel] ?? 0));
        }
      dBeta.set(sum);
      dGamma.set(product.map((value, channel) => value * (deviation[channel] ?? 0)));
      // dx = ofGradient · dy + ofValue · (x − mean) + constant
      const ofGradient = deviation.map((value, channel) => (scales[channel] ?? 1) * value);
      const ofValue = product.map(
        (value, channel) => (-(ofGradient[channel] ?? 0) * value * (deviation[channel] ?? 0) ** 2) / count,
      );
      const constant = sum.map((value, channel) => (-(ofGradient[channel] ?? 0) * value) / count);
      for (let at = 0; at < values.length; )
        for (let channel = 0; channel < channels; channel++, at++)
          dx[at] =
            (gradient[at] ?? 0) * (ofGradient[channel] ?? 0) +
            ((values[at] ?? 0) - (mean[channel] ?? 0)) * (ofValue[channel] ?? 0) +
            (constant[channel] ?? 0);
      return outputs;
    },
};
