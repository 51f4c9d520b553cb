import type { Params } from '../../layers/support/kind';
import { reach } from '../../plan/dilate';
import { type Numbers, pairOf } from './change';

/** The sliding window of any layer that has a kernel, on one axis. A layer without one of the parameters has its usual value. */
export interface AxisWindow {
  readonly kernel: number;
  /** The pixels from the first to the last element of the kernel. */
  readonly reach: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** The window on an axis; `undefined` for layers without a kernel. */
export function windowOn(params: Params, axis: 0 | 1): AxisWindow | undefined {
  if (params['kernel'] === undefined) return undefined;
  const at = (name: string, usual: number) => pairOf(params, name, usual)[axis];
  const [kernel, dilation] = [at('kernel', 1), at('dilation', 1)];
  const covered = reach(kernel, dilation);
  const padding = params['padding'] === 'same' ? Math.floor((covered - 1) / 2) : at('padding', 0);
  return { kernel, dilation, reach: covered, stride: at('stride', 1), padding };
}

/** True if a layer spreads its input over a larger image, where padding crops, as a transposed convolution does. */
export const spreads = (params: Params): boolean => params['outputPadding'] !== undefined;

/** Half of the window's reach on both axes, rounded down: the padding that keeps the size where the stride is 1 and the reach odd. */
export function halfReach(params: Params): Numbers {
  const half = (axis: 0 | 1) => Math.floor((windowOn(params, axis)?.reach ?? 1) / 2);
  return [half(0), half(1)];
}
