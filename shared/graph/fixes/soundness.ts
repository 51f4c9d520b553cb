import type { Params } from '../../layers/support/kind';
import { AXES, isImage, type Shape } from '../../layers/support/shape';
import type { NodeInference } from '../infer';
import { type AxisWindow, spreads, windowOn } from './window';

/** The largest stride and dilation that a fix sets. Larger ones reach a size, and see next to nothing of the image. */
const WIDEST = 4;

/** The smallest part of the output that depends on the input, and of the kernel that meets it. */
const LEAST_USED = 0.5;

/**
 * True if a layer still does its work with other parameters: its padding is below the reach of its kernel; a transposed convolution's
 * kernel is at least its stride, and no more is cropped than the kernel spreads; stride and dilation are not wild. Only what changes is
 * judged: a layer may have been unsound before.
 */
export function isSoundChange(before: Params | undefined, after: Params): boolean {
  return AXES.every((axis) => {
    const now = windowOn(after, axis);
    const old = before && windowOn(before, axis);
    return now === undefined || ((spreads(after) ? isSoundSpread(old, now) : isSoundWindow(old, now)) && isTame(old, now));
  });
}

type Name = keyof AxisWindow;
const changed = (old: AxisWindow | undefined, now: AxisWindow, ...names: readonly Name[]): boolean =>
  names.some((name) => old?.[name] !== now[name]);

function isSoundWindow(old: AxisWindow | undefined, now: AxisWindow): boolean {
  return now.padding === 0 || isNoWorse(old, now, ({ padding, reach }) => padding - reach + 1);
}

function isSoundSpread(old: AxisWindow | undefined, now: AxisWindow): boolean {
  if (changed(old, now, 'kernel', 'stride') && now.kernel < now.stride) return false;
  return now.padding === 0 || isNoWorse(old, now, ({ padding, reach }) => Math.max(2 * padding - reach, padding - reach + 1));
}

/** True if an excess is not there, or was there before, and as large, with the same padding. */
function isNoWorse(old: AxisWindow | undefined, now: AxisWindow, excess: (window: AxisWindow) => number): boolean {
  return excess(now) <= 0 || (old !== undefined && old.padding === now.padding && excess(now) <= excess(old));
}

function isTame(old: AxisWindow | undefined, now: AxisWindow): boolean {
  const tame = (name: 'stride' | 'dilation') => !changed(old, now, name) || now[name] <= WIDEST;
  return tame('stride') && tame('dilation');
}

/**
 * True if most of a layer's output depends on its input, and most of its kernel meets it, on both axes. Otherwise most outputs are the
 * bias alone, and most weights get no gradient. Layers without a kernel, and of unknown size, are in use.
 */
export function isInUse({ layer, ins, out }: Pick<NodeInference, 'layer' | 'ins' | 'out'>): boolean {
  const { params } = layer;
  const [input] = ins;
  if (!params || !out || !input || !isImage(input) || !isImage(out)) return true;
  return usedOf(params, input, out) >= LEAST_USED;
}

function usedOf(params: Params, input: Shape, out: Shape): number {
  let used = 1;
  for (const axis of AXES) {
    const window = windowOn(params, axis);
    const [from = 1, to = 1] = [input[axis], out[axis]];
    if (window) used *= spreads(params) ? coveredBySpread(window, from, to) : usedByWindow(window, from, to);
  }
  return used;
}

/** The smaller part of two: of the output rows with a kernel element on the image, and of the kernel's elements that are ever on it. */
function usedByWindow({ kernel, dilation, stride, padding }: AxisWindow, size: number, out: number): number {
  // Inside the image every window is in use: only those that overlap its ends need a look.
  if (padding === 0 || size >= 2 * dilation * kernel) return 1;
  const met = new Set<number>();
  let rows = 0;
  for (let row = 0; row < out; row++) {
    let meets = false;
    for (let element = 0; element < kernel; element++) {
      const at = row * stride - padding + element * dilation;
      if (at < 0 || at >= size) continue;
      met.add(element);
      meets = true;
    }
    if (meets) rows++;
  }
  return Math.min(rows / out, met.size / kernel);
}

/** The part of the output rows to which an input row is spread. */
function coveredBySpread({ kernel, dilation, stride, padding }: AxisWindow, size: number, out: number): number {
  if (dilation === 1 && kernel >= stride) return 1;
  const covered = new Set<number>();
  for (let row = 0; row < size; row++)
    for (let element = 0; element < kernel; element++) {
      const at = row * stride + element * dilation - padding;
      if (at >= 0 && at < out) covered.add(at);
    }
  return covered.size / out;
}
