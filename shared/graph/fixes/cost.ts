import type { LayerKind, Params } from '../../layers/support/kind';
import { AXES, type Axis, isImage, type Shape } from '../../layers/support/shape';
import type { NodeInference } from '../infer';
import { type Change, isPair, sameValue } from './change';
import type { Fix, Priced } from './fix';
import type { FixCode } from './messages';
import { type AxisWindow, spreads, windowOn } from './window';

/**
 * The order of fixes, as one number: the cheapest comes first. It follows what experts do with the networks in `cases/`: they keep the
 * shapes of trained weights, then the receptive field, then the resolution inside the network; they change one layer rather than two, and
 * both axes alike; and they mend the layer at fault. A new preference is a line here.
 */

/** The cost of changing a parameter at all, and of each step by which it changes. */
const PARAMETERS: Readonly<Record<string, readonly [once: number, step: number]>> = {
  // Gives back the row that a stride dropped: weights and receptive field stay.
  outputPadding: [1, 0.1],
  ceilMode: [1.5, 0],
  // Keeps the weights' shapes, and changes the size between here and the next stride.
  padding: [1.5, 0.2],
  // The number of outputs can only be one number: that of the classes, or of the values that come after.
  units: [1.5, 0],
  filters: [1.8, 0],
  // Changes the resolution of everything after it.
  stride: [2.5, 0.5],
  factor: [2.8, 0.5],
  // Changes the weights' shapes.
  kernel: [3.5, 0.4],
  // Changes which pixels the weights see, in a way that is seldom meant.
  dilation: [4.5, 0.5],
};
const OTHER_PARAMETER = [3.5, 0] as const;

/** Further costs of a change. */
const EXTRA = {
  /** Steps beyond these make no difference. */
  mostSteps: 5,
  /** A number of outputs twice as large, and half as large: a layer of many outputs seldom should have been one of few. */
  doubling: 0.03,
  halving: 0.1,
  /** A word in place of numbers, such as the padding same. */
  word: 0.8,
  /** The value that a new layer has. */
  usual: -0.3,
  /** An Input has the size of the data. */
  data: 4,
  /** Padding over half of the reach: the outermost windows see mostly zeros. */
  wideMargin: 5,
  /** A stride beyond the reach of the kernel: pixels that no window sees. */
  skips: 4,
  /** A kernel of one pixel sees no neighbours, where there are some. */
  single: 3,
  /** Height and width that were alike differ, except in a signal, which is an image of one row or column. */
  unequal: 2,
  /** Height and width that differed are alike again, except in a signal. */
  evens: -1,
  /** The padding that keeps the size is what most layers have. */
  keeps: -0.4,
  /** A step of the way from the layer at fault, up to a limit. */
  hop: 0.1,
  mostHops: 1,
  /** Another layer that changes with the first. */
  layer: 0.6,
  /** Another place of the graph, which had no size before, turns out wrong. */
  leftOver: 1,
} as const;

/** The cost of changing parameters of one layer, without that of its place. */
export function costOfChange({ layer, ins }: NodeInference, { set, params }: Pick<Change, 'set' | 'params'>): number {
  const { kind, params: before = {} } = layer;
  const usual = kind && usualOf(kind);
  const costs = Object.entries(set).map(([name, value]) => {
    const habit = sameValue(value, usual?.[name]) ? EXTRA.usual : 0;
    return costOfParameter(name, before[name], value, ins[0]) + habit;
  });
  const data = kind?.inputs.max === 0 ? EXTRA.data : 0;
  return costs.reduce((sum, cost) => sum + cost, 0) + costOfWindow(before, params, ins[0]) + data;
}

function costOfParameter(name: string, old: unknown, now: unknown, input: Shape | undefined): number {
  const [once, step] = PARAMETERS[name] ?? OTHER_PARAMETER;
  if (typeof old === 'number' && typeof now === 'number')
    return once + (now > old ? EXTRA.doubling : EXTRA.halving) * Math.abs(Math.log2((now + 1) / (old + 1)));
  if (!isPair(old) || !isPair(now)) return once + (typeof now === 'string' ? EXTRA.word : 0);
  const distance = Math.max(...AXES.map((axis) => Math.abs(now[axis] - old[axis])));
  const [wasEven, isEven] = [old[0] === old[1], now[0] === now[1]];
  const isLine = input !== undefined && isImage(input) && AXES.some((axis) => input[axis] === 1);
  const form = wasEven && !isEven && !isLine ? EXTRA.unequal : isEven && !wasEven && !isLine ? EXTRA.evens : 0;
  return once + step * Math.min(distance, EXTRA.mostSteps) + form;
}

const usuals = new WeakMap<LayerKind, Params>();

/** The usual values of a kind's parameters, memoised. */
function usualOf(kind: LayerKind): Params {
  const found = usuals.get(kind) ?? kind.params.parse({});
  usuals.set(kind, found);
  return found;
}

function costOfWindow(before: Params, after: Params, input: Shape | undefined): number {
  const extra = Math.max(...AXES.map((axis) => extraOn(axis, before, after, input?.[axis])));
  return extra > 0 || !AXES.every((axis) => keepsOn(axis, before, after)) ? extra : EXTRA.keeps;
}

function extraOn(axis: Axis, before: Params, after: Params, size: number | undefined): number {
  const [old, now] = [windowOn(before, axis), windowOn(after, axis)];
  if (!old || !now) return 0;
  const differs = (name: keyof typeof now) => old[name] !== now[name];
  const margin = now.padding > now.reach / 2 && (differs('padding') || differs('reach')) ? EXTRA.wideMargin : 0;
  // A convolution of one pixel, as on a shortcut, has nothing but its stride.
  const skips = now.stride > now.reach && (differs('reach') || (differs('stride') && now.kernel > 1)) ? EXTRA.skips : 0;
  return margin + skips + (now.kernel === 1 && differs('kernel') && size !== 1 ? EXTRA.single : 0);
}

/** True if the padding becomes the one that keeps the size where the stride is 1. */
function keepsOn(axis: Axis, before: Params, after: Params): boolean {
  const now = windowOn(after, axis);
  return now !== undefined && !spreads(after) && !sameValue(before['padding'], after['padding']) && isKeeping(now);
}

const isKeeping = ({ padding, reach }: AxisWindow): boolean => 2 * padding === reach - 1;

/** The cost of the distance of a layer from the one at fault. */
export const costOfPlace = (hops: number): number => Math.min(EXTRA.mostHops, hops * EXTRA.hop);

/** The cost of changes of several layers, given the cost of each: a repeated change costs little. */
export function costOfTogether(changes: readonly Change[], costs: readonly number[]): number {
  return changes.reduce((sum, change, index) => {
    const repeats = changes.slice(0, index).some((other) => other.kind === change.kind && sameSet(other.set, change.set));
    if (index === 0) return costs[0] ?? 0;
    return sum + (repeats ? COSTS.repeated : (costs[index] ?? 0) + EXTRA.layer);
  }, 0);
}

function sameSet(a: Params, b: Params): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => sameValue(a[name], b[name]));
}

/** The cost of what a fix leaves wrong that had no size before. */
export const costOfLeftOver = (count: number): number => (count === 0 ? 0 : EXTRA.leftOver);

/** The costs of fixes other than changes of parameters. */
export const COSTS = {
  /** An axis that was right changes. */
  needless: 1,
  /** A change that repeats that of another layer of the kind: one mistake, made several times. */
  repeated: 0.4,
  /** Fixes that cost so much more than the cheapest are not offered. */
  spread: 6,
  /** At least this much for changes of two parameters, or of two layers in different ways. */
  combination: 2.5,
  /** The same values in another form, which is nearly always what is missing. */
  reshape: 1,
  /** The mean of each channel instead of all values: it drops where things are. */
  mean: 1.6,
  /** A 1×1 convolution on a shortcut (He et al. 2016, equation 2), and on a way that learns something already. */
  projectShortcut: 1.7,
  projectMain: 5,
  /** At least this much for a layer without weights that gives a merge the size that it needs. */
  adapt: 3.2,
  /** A layer that reshapes, straight before one that needs what it was given. */
  undo: 0.8,
  /** Another size of one's own images, one that divides evenly. */
  inputSize: 2.2,
  /** A layer to whose kernel the image is too small, and one that still does something. */
  nothingLeft: 1.5,
  leaveOut: 5.2,
  /** A layer of which a parameter is wrong. */
  leaveOutWrong: 8,
} as const;

/** The costs of the fixes that rules propose, by their code; those that are not listed cost 1, as they come with no other. */
const CODES: Partial<Readonly<Record<FixCode, number>>> = {
  remove: 2,
  append: 1.7,
  setAndAppend: 1.9,
  setInput: 2.6,
  setInputOf: 2.6,
  // The task is what the graph is for.
  setTask: 6,
  // Says that nothing is wrong.
  expect: 20,
};

/** The first `most` proposals of a rule with their costs. They keep their order, the likeliest first. */
export function pricedInOrder(fixes: Iterable<Fix>, most: number): readonly Priced[] {
  const priced: Priced[] = [];
  for (const fix of fixes) {
    if (priced.length === most) break;
    priced.push({ fix, cost: Math.max(priced.at(-1)?.cost ?? 0, CODES[fix.code] ?? 1) });
  }
  return priced;
}
