import { z } from 'zod';
import { floatsOf, inputOf, type Kernel } from './kernel';

const attrsSchema = z.object({ epsilon: z.number() });

/** The number of rows processed at a time, channel by channel: few enough for the processor's cache, enough to keep sums in registers. */
const ROWS = 16;

/**
 * Batch normalisation while training: normalises x [N, …, C], and returns each channel's mean and variance over n values. tfjs composes
 * it of some twenty operations on whole tensors. Sums of up to millions of values are kept in double precision.
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
      const block = ROWS * channels;
      // Sums of differences from each channel's first value, which is close enough to the mean to avoid cancellation in the squares.
      const near = Float64Array.from(values.subarray(0, channels));
      const [sums, squares] = [new Float64Array(channels), new Float64Array(channels)];
      for (let start = 0; start < values.length; start += block)
        for (let channel = 0; channel < channels; channel++) {
          const offset = near[channel] ?? 0;
          let [sum, square] = [0, 0];
          for (let at = start + channel, end = Math.min(start + block, values.length); at < end; at += channels) {
            const value = (values[at] ?? 0) - offset;
            sum += value;
            square += value * value;
          }
          sums[channel] = (sums[channel] ?? 0) + sum;
          squares[channel] = (squares[channel] ?? 0) + square;
        }
      const mean = near.map((value, channel) => value + (sums[channel] ?? 0) / count);
      const variance = squares.map((square, channel) => Math.max(0, square / count - ((sums[channel] ?? 0) / count) ** 2));
      means.set(mean);
      variances.set(variance);
      for (let start = 0; start < values.length; start += block)
        for (let channel = 0; channel < channels; channel++) {
          const scale = (scales[channel] ?? 1) / Math.sqrt((variance[channel] ?? 0) + epsilon);
          const shift = (shifts[channel] ?? 0) - (mean[channel] ?? 0) * scale;
          for (let at = start + channel, end = Math.min(start + block, values.length); at < end; at += channels)
            y[at] = (values[at] ?? 0) * scale + shift;
        }
      return outputs;
    },
};

/**
 * The gradients with respect to x, gamma and beta. With x̂ the normalised x, and sums over the n values of a channel:
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
      const block = ROWS * channels;
      const [sums, products] = [new Float64Array(channels), new Float64Array(channels)];
      for (let start = 0; start < values.length; start += block)
        for (let channel = 0; channel < channels; channel++) {
          const middle = mean[channel] ?? 0;
          let [sum, product] = [0, 0];
          for (let at = start + channel, end = Math.min(start + block, values.length); at < end; at += channels) {
            const one = gradient[at] ?? 0;
            sum += one;
            product += one * ((values[at] ?? 0) - middle);
          }
          sums[channel] = (sums[channel] ?? 0) + sum;
          products[channel] = (products[channel] ?? 0) + product;
        }
      const deviation = Float64Array.from(variance, (value) => 1 / Math.sqrt(value + epsilon));
      dBeta.set(sums);
      dGamma.set(products.map((value, channel) => value * (deviation[channel] ?? 0)));
      for (let start = 0; start < values.length; start += block)
        for (let channel = 0; channel < channels; channel++) {
          const [middle, inverse] = [mean[channel] ?? 0, deviation[channel] ?? 0];
          // dx = ofGradient · dy + ofValue · (x − mean) + constant
          const ofGradient = (scales[channel] ?? 1) * inverse;
          const ofValue = (-ofGradient * (products[channel] ?? 0) * inverse ** 2) / count;
          const constant = (-ofGradient * (sums[channel] ?? 0)) / count;
          for (let at = start + channel, end = Math.min(start + block, values.length); at < end; at += channels)
            dx[at] = (gradient[at] ?? 0) * ofGradient + ((values[at] ?? 0) - middle) * ofValue + constant;
        }
      return outputs;
    },
};
