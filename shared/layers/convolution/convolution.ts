import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { activationSummary, type OptionalActivation } from '../activations/optional';
import { refuse, type ShapeError } from '../support/kind';
import type { PaddingMode } from '../support/padding-mode';
import { area, type Pair } from '../support/shape';
import { formatKernel, formatPair, isOne, isZero, pythonPair } from '../support/window';

/** The parameters of a convolution and of a transposed one, which has no padding but numbers. */
export interface Convolution<P extends Pair | 'same' = Pair> {
  readonly filters: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: P;
  /** For a transposed convolution only. */
  readonly outputPadding?: Pair;
  readonly dilation: Pair;
  /** Parts of the channels that are convolved apart. */
  readonly groups: number;
  /** For a convolution only. */
  readonly paddingMode?: PaddingMode;
  readonly bias: boolean;
  readonly activation: OptionalActivation;
}

/**
 * A fault of oneDNN, which computes the convolutions of PyTorch and TensorFlow on a CPU. Both are of its kernels for AVX-512 and
 * channels-last images (measured in PyTorch 2.15 with oneDNN 3.13, and in TensorFlow 2.21):
 *
 * - `narrow`: strides that differ, to an output one column wide, give wrong values or NaN. Seen for one input channel, stride 1 along
 *   the height and more than one row.
 * - `cell`: the gradient of a strided 1×1 kernel writes beyond its memory, which can end the process. Seen for fewer than 16
 *   input channels and a batch that the threads do not divide evenly.
 *
 * A transposed convolution is affected if the convolution whose gradient it computes is.
 */
export type StrideFault = 'narrow' | 'cell';

/**
 * The fault of oneDNN that affects a convolution; `undefined` if none does.
 * @param columns the width of the strided side: a convolution's output, a transposed convolution's input
 */
export function strideFault(
  { kernel, stride }: Pick<Convolution, 'kernel' | 'stride'>,
  columns: number,
): StrideFault | undefined {
  if (area(kernel) === 1 && !isOne(stride)) return 'cell';
  return isNarrow(stride, columns) ? 'narrow' : undefined;
}

/** True if the strides differ along a single column. */
export function isNarrow(stride: Pair, columns: number): boolean {
  return stride[0] !== stride[1] && columns === 1;
}

/** The sentence of a script about a layer that avoids a fault of oneDNN. */
export function strideComment(library: 'PyTorch' | 'TensorFlow', fault: StrideFault): string {
  return fault === 'cell'
    ? `Strided by hand: with AVX-512, ${library}'s gradient of a strided 1x1 kernel can crash.`
    : `Strided by hand: with AVX-512, ${library} is wrong where strides differ along a single column.`;
}

/** A stride as Python slices of one axis: `::2`, and `:` for 1. */
export function pythonSlices(stride: Pair): string {
  return stride.map((step) => (step === 1 ? ':' : `::${step}`)).join(', ');
}

/** The messages of groups that do not fit. */
export const GROUP_WORDS = defineMessages({
  en: {
    groupsChannels: 'The number of groups, {groups}, does not divide the number of input channels, {channels}.',
    groupsFilters: 'The number of groups, {groups}, does not divide the number of filters, {filters}.',
  },
  es: {
    groupsChannels: 'El número de grupos, {groups}, no divide el número de canales de la entrada, {channels}.',
    groupsFilters: 'El número de grupos, {groups}, no divide el número de filtros, {filters}.',
  },
});

/** Groups must divide the channels and the filters. */
export function refuseGroups(
  { groups, filters }: Pick<Convolution, 'groups' | 'filters'>,
  channels: number,
): ShapeError<CodeOf<typeof GROUP_WORDS>> | undefined {
  if (channels % groups !== 0) return refuse('groupsChannels', { channels, groups }, 'groups');
  return filters % groups === 0 ? undefined : refuse('groupsFilters', { filters, groups }, 'groups');
}

/** The arguments of PyTorch's modules for convolutions, without those that have their default. */
export function convolutionPytorch(channels: number, p: Convolution<Pair | 'same'>): string {
  const { filters, kernel, stride, padding, outputPadding = [0, 0], dilation, groups, paddingMode = 'zeros', bias } = p;
  const options = [
    `${channels}, ${filters}, ${pythonPair(kernel)}`,
    ...(isOne(stride) ? [] : [`stride=${pythonPair(stride)}`]),
    ...(padding === 'same' ? ['padding="same"'] : isZero(padding) ? [] : [`padding=${pythonPair(padding)}`]),
    ...(isZero(outputPadding) ? [] : [`output_padding=${pythonPair(outputPadding)}`]),
    ...(isOne(dilation) ? [] : [`dilation=${pythonPair(dilation)}`]),
    ...(groups === 1 ? [] : [`groups=${groups}`]),
    ...(paddingMode === 'zeros' ? [] : [`padding_mode="${paddingMode}"`]),
    ...(bias ? [] : ['bias=False']),
  ];
  return options.join(', ');
}

/** 3×3 · s1 · p0 · 16 · ReLU, with the dilation and the output padding if they are not the default. */
export function convolutionSummary(p: Convolution<Pair | 'same'>): readonly string[] {
  const { kernel, stride, padding, outputPadding = [0, 0], dilation, groups, paddingMode = 'zeros', filters, activation } = p;
  return [
    formatKernel(kernel),
    formatPair('s', stride),
    padding === 'same' ? padding : formatPair('p', padding),
    ...(paddingMode === 'zeros' ? [] : [paddingMode]),
    ...(isZero(outputPadding) ? [] : [formatPair('op', outputPadding)]),
    ...(isOne(dilation) ? [] : [formatPair('d', dilation)]),
    ...(groups === 1 ? [] : [`g${groups}`]),
    String(filters),
    ...activationSummary(activation),
  ];
}
