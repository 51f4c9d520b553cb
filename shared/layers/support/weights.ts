import type { Weight } from './kind';

/**
 * A kernel and, if there is one, a bias, both initialised as in PyTorch: U(−1/√fan in, 1/√fan in).
 * `kernelShape` is in tfjs's axis order; `fanIn` is PyTorch's, which for a transposed convolution counts the output channels.
 */
export function kernelWeights(kernelShape: readonly number[], fanIn: number, bias: boolean, outputs: number): readonly Weight[] {
  const init = { uniform: 1 / Math.sqrt(fanIn) };
  const kernel: Weight = { name: 'kernel', shape: kernelShape, init, trainable: true };
  return bias ? [kernel, { name: 'bias', shape: [outputs], init, trainable: true }] : [kernel];
}

/** The same in Keras source: `torch_init` is a function of the exported script. */
export function kerasInit(fanIn: number): string {
  return `**torch_init(${fanIn})`;
}

/** A scale and a shift of each channel, which begin as 1 and 0. */
export function channelWeights(channels: number): readonly Weight[] {
  const weight = (name: string, constant: number): Weight => ({ name, shape: [channels], init: { constant }, trainable: true });
  return [weight('gamma', 1), weight('beta', 0)];
}
