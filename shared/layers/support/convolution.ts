import { activationSummary, type OptionalActivation } from '../activations/optional';
import type { Pair } from './shape';
import { formatKernel, formatPair, isOne, isZero, pythonPair } from './window';

/** The parameters of a convolution and of a transposed one. */
export interface Convolution {
  readonly filters: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  /** Of a transposed convolution alone. */
  readonly outputPadding?: Pair;
  readonly dilation: Pair;
  readonly bias: boolean;
  readonly activation: OptionalActivation;
}

/** The arguments of PyTorch's modules for convolutions, without those that have their default. */
export function convolutionPytorch(channels: number, p: Convolution): string {
  const { filters, kernel, stride, padding, outputPadding = [0, 0], dilation, bias } = p;
  const options = [
    `${channels}, ${filters}, ${pythonPair(kernel)}`,
    ...(isOne(stride) ? [] : [`stride=${pythonPair(stride)}`]),
    ...(isZero(padding) ? [] : [`padding=${pythonPair(padding)}`]),
    ...(isZero(outputPadding) ? [] : [`output_padding=${pythonPair(outputPadding)}`]),
    ...(isOne(dilation) ? [] : [`dilation=${pythonPair(dilation)}`]),
    ...(bias ? [] : ['bias=False']),
  ];
  return options.join(', ');
}

/** 3×3 · s1 · p0 · 16 · ReLU, with the dilation and the output padding where there are any. */
export function convolutionSummary(p: Convolution): readonly string[] {
  const { kernel, stride, padding, outputPadding = [0, 0], dilation, filters, activation } = p;
  return [
    formatKernel(kernel),
    formatPair('s', stride),
    formatPair('p', padding),
    ...(isZero(outputPadding) ? [] : [formatPair('op', outputPadding)]),
    ...(isOne(dilation) ? [] : [formatPair('d', dilation)]),
    String(filters),
    ...activationSummary(activation),
  ];
}
