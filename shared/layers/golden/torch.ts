import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { ACTIVATIONS } from '../activations/index';
import { KINDS } from '../index';
import type { Shape } from '../support/shape';

/**
 * PyTorch's results in the golden files, converted to our layout. PyTorch's tensors are flat lists in its
 * own order: images N, C, H, W; kernels O, I, kH, kW (of a transposed convolution I, O, kH, kW); a linear layer's weights O, I.
 */

/** A tensor as a flat list, the last axis running fastest. */
export interface Flat {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

const sizes = z.array(z.int().min(0));
const numbers = z.array(z.number());
const params = z.record(z.string(), z.unknown());

const mark = z.literal(true).optional();
const shapeCase = z
  .object({
    kind: z.string(),
    params,
    in: sizes.optional(),
    ins: z.array(sizes).optional(),
    out: sizes.optional(),
    error: z.string().optional(),
    empty: mark,
    infinite: mark,
    broadcast: mark,
  })
  .transform(({ in: one, ins = one ? [one] : [], empty, infinite, broadcast, ...rest }) => ({
    ...rest,
    ins,
    refusable: empty ?? infinite ?? broadcast ?? false,
  }))
  .refine(({ out, error }) => (out === undefined) !== (error === undefined));

const run = z.object({
  out: sizes,
  r: numbers,
  y: numbers,
  weights: z.record(z.string(), z.object({ shape: sizes, data: numbers })),
  dweights: z.record(z.string(), numbers),
});
const one = { in: sizes, x: numbers, dx: numbers };
const several = { ins: z.array(sizes), xs: z.array(numbers), dxs: z.array(numbers) };
const statistics = z.object({ mean: numbers, var: numbers });
const layer = run.extend({
  kind: z.string(),
  params,
  training: z.boolean().optional(),
  before: statistics.optional(),
  after: statistics.optional(),
});
const layerCase = layer.extend(several).or(
  layer.extend(one).transform(({ in: size, x, dx, ...rest }) => ({ ...rest, ins: [size], xs: [x], dxs: [dx] })),
);
const netCase = run.extend({ ...one, net: z.enum(['classifier', 'autoencoder', 'skip']), modules: z.string() });

/**
 * A layer and the sizes of its inputs, with the output size or PyTorch's refusal. `refusable` marks what PyTorch lets pass and we do not:
 * sizes below 1, windows of nothing but padding, and unequal inputs that it repeats.
 */
export type TorchShapeCase = z.output<typeof shapeCase>;
/**
 * A forward and a backward pass of one layer, with a list of inputs: `dxs` and `dweights` are the gradients of sum(y·r). `before` and
 * `after` are BatchNorm's running statistics.
 */
export type TorchLayerCase = z.output<typeof layerCase>;
/** The same for a small net with one input; `modules` is PyTorch's description of it. */
export type TorchNetCase = z.output<typeof netCase>;

/** Reads a file torch-shapes*.jsonl. */
export function parseShapeCases(text: string): readonly TorchShapeCase[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => shapeCase.parse(JSON.parse(line)));
}

/** The cases of single layers: all files torch-layers-*.json. */
export function torchLayers(): readonly TorchLayerCase[] {
  const folder = new URL('./', import.meta.url);
  const files = readdirSync(folder).filter((name) => /^torch-layers-.*\.json$/.test(name));
  return files.flatMap((name) => z.array(layerCase).parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
}

/** A case in one line. */
export const titleOf = ({ kind, params, ins }: TorchLayerCase): string => `${kind} ${JSON.stringify(params)} of ${ins.join(' and ')}`;

/**
 * The kinds and activation functions without a case. An Input computes nothing, and layers that draw random numbers have no result to
 * compare with.
 */
export function withoutCases(cases: readonly TorchLayerCase[]): readonly string[] {
  const kinds = KINDS.filter(({ inputs, buildRandom }) => inputs.max > 0 && !buildRandom).map(({ kind }) => kind);
  const [seen, functions] = [new Set(cases.map(({ kind }) => kind)), new Set(cases.map((one) => one.params['function']))];
  return [...kinds.filter((kind) => !seen.has(kind)), ...ACTIVATIONS.map(({ name }) => name).filter((name) => !functions.has(name))];
}

/** PyTorch's names of tensors, where ours are others. */
const NAMES: Readonly<Record<string, string>> = { kernel: 'weight', gamma: 'weight', beta: 'bias', slope: 'weight' };

/** A tensor of PyTorch's layer, by our name for it, in our layout. */
export function weightOf(one: TorchLayerCase, name: string): Flat {
  const { before, weights } = one;
  const statistic = name === 'movingMean' ? before?.mean : name === 'movingVariance' ? before?.var : undefined;
  if (statistic) return { shape: [statistic.length], data: statistic };
  const weight = weights[NAMES[name] ?? name];
  if (!weight) throw new Error(`PyTorch has no ${name}`);
  return inOurShape(one, name, weightsFromTorch(weight));
}

/** The gradient of that tensor. */
export function gradientOf(one: TorchLayerCase, name: string): Flat {
  const { weights, dweights } = one;
  const torchName = NAMES[name] ?? name;
  const [weight, data] = [weights[torchName], dweights[torchName]];
  if (!weight || !data) throw new Error(`PyTorch has no gradient of ${name}`);
  return inOurShape(one, name, weightsFromTorch({ shape: weight.shape, data }));
}

/** The slopes of an image's channels are [1, 1, C] here, as in tfjs, and [C] in PyTorch. */
function inOurShape({ ins }: TorchLayerCase, name: string, { shape, data }: Flat): Flat {
  return { shape: name === 'slope' && ins[0]?.length === 4 ? [1, 1, ...shape] : shape, data };
}

/** Reads torch-nets.json. */
export function parseNetCases(text: string): readonly TorchNetCase[] {
  return z.array(netCase).parse(JSON.parse(text));
}

/** [C, H, W] → [H, W, C]; a vector stays as it is. */
export function sizeFromTorch(size: readonly number[]): Shape {
  const [first, height, width] = size;
  if (first === undefined) throw new RangeError('a size without axes');
  if (height === undefined) return [first];
  if (width === undefined || size.length > 3) throw new RangeError(`neither an image nor a vector: ${size}`);
  return [height, width, first];
}

/** N, C, H, W → N, H, W, C; vectors stay as they are. */
export function valuesFromTorch(tensor: Flat): Flat {
  return tensor.shape.length === 4 ? permute(tensor, [0, 2, 3, 1]) : tensor;
}

/**
 * A layer's weights in tfjs's layout. O, I, kH, kW → kH, kW, I, O, and a transposed convolution's I, O, kH, kW → kH, kW, O, I, are
 * the same change of axes; a weight a value of an image, C, H, W → H, W, C; a linear layer's O, I → I, O; vectors stay as they are.
 */
export function weightsFromTorch(tensor: Flat): Flat {
  if (tensor.shape.length === 4) return permute(tensor, [2, 3, 1, 0]);
  if (tensor.shape.length === 3) return permute(tensor, [1, 2, 0]);
  return tensor.shape.length === 2 ? permute(tensor, [1, 0]) : tensor;
}

/** Axis i of the result is axis `axes[i]` of the tensor. */
export function permute({ shape, data }: Flat, axes: readonly number[]): Flat {
  const steps = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = axes.map((axis) => shape[axis] ?? 1);
  const strides = axes.map((axis) => steps[axis] ?? 1);
  const result = data.map((_, index) => {
    let [left, source] = [index, 0];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      const size = sizes[axis] ?? 1;
      source += (left % size) * (strides[axis] ?? 1);
      left = Math.floor(left / size);
    }
    return data[source] ?? Number.NaN;
  });
  return { shape: sizes, data: result };
}

/**
 * The deviation from PyTorch's values relative to the tolerance: max|a − b| / (1e-4 · max|b| + 1e-6). Values above 1 fail; a missing
 * value deviates infinitely.
 */
export function errorOf(found: ArrayLike<number>, wanted: readonly number[]): number {
  if (found.length !== wanted.length) return Number.POSITIVE_INFINITY;
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const worst = wanted.reduce((most, value, index) => Math.max(most, Math.abs((found[index] ?? Number.NaN) - value)), 0);
  return worst / (1e-4 * largest + 1e-6);
}
