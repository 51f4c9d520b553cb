import { readdirSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  errorOf,
  type Flat,
  parseLayerCases,
  sizeFromTorch,
  type TorchLayerCase,
  valuesFromTorch,
  weightsFromTorch,
} from './golden/torch';
import { kindOf } from './index';
import { type LayerKind, type Params, Refusal } from './support/kind';
import type { Shape } from './support/shape';

const folder = new URL('./golden/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.startsWith('torch-layers-'));
const cases = files.flatMap((name) => parseLayerCases(readFileSync(new URL(name, folder), 'utf8')));

/** Our names of tensors, and PyTorch's. */
const TORCH_NAMES: Readonly<Record<string, string>> = { kernel: 'weight', gamma: 'weight', bias: 'bias', beta: 'bias' };

/** The classes of custom/: a case for each. */
const OWN_CLASSES = ['DilatedConv2D', 'FullConvTranspose2D', 'InfinitePadding2D', 'Repeat2D', 'ScaledELU', 'TorchBatchNorm'];

interface Layer {
  readonly kind: LayerKind;
  readonly params: Params;
  readonly input: Shape;
}

function layerOf(case_: TorchLayerCase): Layer {
  const kind = kindOf(case_.kind);
  if (!kind) throw new Error(`no kind ${case_.kind}`);
  return { kind, params: kind.params.parse(case_.params), input: sizeFromTorch(case_.in.slice(1)) };
}

const isStock = ({ kind, params, input }: Layer) => kind.stock(params, [input]) === true;

const buildOf = ({ kind, params, input }: Layer) => kind.build(tf, params, [input], 'layer');

/** The layer as a model of its own. */
function modelOf(layer: Layer): tf.LayersModel {
  const start = tf.input({ shape: [...layer.input] });
  return tf.model({ inputs: start, outputs: buildOf(layer).reduce(applyTo, start) });
}

function applyTo(x: tf.SymbolicTensor, layer: tf.layers.Layer): tf.SymbolicTensor {
  const y = layer.apply(x);
  if (y instanceof tf.SymbolicTensor) return y;
  throw new Error(`${layer.name} does not give one symbolic tensor`);
}

function tensor({ shape, data }: Flat): tf.Tensor {
  return tf.tensor([...data], [...shape], 'float32');
}

/** A tensor that PyTorch has for the layer, by our name for it, in our layout. */
function known(case_: TorchLayerCase, name: string): Flat {
  if (name === 'movingMean') return vector(case_.before?.mean);
  if (name === 'movingVariance') return vector(case_.before?.var);
  const weight = case_.weights[TORCH_NAMES[name] ?? ''];
  if (!weight) throw new Error(`PyTorch has no ${name}`);
  return weightsFromTorch(weight);
}

function vector(data: readonly number[] | undefined): Flat {
  if (!data) throw new Error('a case without running statistics');
  return { shape: [data.length], data };
}

function knownGradient(case_: TorchLayerCase, name: string): Flat {
  const torchName = TORCH_NAMES[name] ?? '';
  const [weight, data] = [case_.weights[torchName], case_.dweights[torchName]];
  if (!weight || !data) throw new Error(`PyTorch has no gradient of ${name}`);
  return weightsFromTorch({ shape: weight.shape, data });
}

function expectClose(found: tf.Tensor, wanted: Flat, what: string): void {
  expect(found.shape, `shape of ${what}`).toEqual(wanted.shape);
  expect(errorOf(found.dataSync(), wanted.data), `error of ${what}, over what is tolerated`).toBeLessThanOrEqual(1);
}

/** Runs the case forward and backward, and holds everything that comes out to PyTorch's. */
function check(case_: TorchLayerCase): void {
  const layer = layerOf(case_);
  const model = modelOf(layer);
  const names = layer.kind.weights(layer.params, [layer.input]).map(({ name }) => name);
  model.setWeights(names.map((name) => tensor(known(case_, name))));

  const x = tf.variable(tensor(valuesFromTorch({ shape: case_.in, data: case_.x })));
  const r = tensor(valuesFromTorch({ shape: case_.out, data: case_.r }));
  const weights = model.trainableWeights.map((weight) => weight.read()).filter((weight) => weight instanceof tf.Variable);
  const training = case_.training ?? true;
  let y: tf.Tensor = tf.scalar(Number.NaN);
  const { grads } = tf.variableGrads(() => {
    const result = model.apply(x, { training });
    if (!(result instanceof tf.Tensor)) throw new Error('the model does not give one tensor');
    y = tf.keep(result);
    return result.mul(r).sum();
  }, [x, ...weights]);
  const gradient = (variable: tf.Variable) => grads[variable.name] ?? tf.scalar(Number.NaN);

  expectClose(y, valuesFromTorch({ shape: case_.out, data: case_.y }), 'y');
  expectClose(gradient(x), valuesFromTorch({ shape: case_.in, data: case_.dx }), 'dx');
  const trainable = layer.kind.weights(layer.params, [layer.input]).filter((weight) => weight.trainable);
  expect(weights).toHaveLength(trainable.length);
  for (const [index, weight] of weights.entries()) {
    const name = trainable[index]?.name ?? '';
    expectClose(gradient(weight), knownGradient(case_, name), `d${name}`);
  }
  if (case_.after) {
    const statistics = model.nonTrainableWeights.map((weight) => weight.read());
    expect(statistics).toHaveLength(2);
    for (const [index, data] of [case_.after.mean, case_.after.var].entries())
      expectClose(statistics[index] ?? tf.scalar(Number.NaN), vector(data), index === 0 ? 'running mean' : 'running variance');
  }
  model.dispose();
  tf.dispose([x, r, y]);
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterAll(() => tf.disposeVariables());

describe("PyTorch's values and gradients", () => {
  for (const kind of kindsOf(cases))
    describe(kind, () => {
      const mine = cases.filter((case_) => case_.kind === kind);
      const titled = mine.map((case_, index) => ({ case_, title: `${index} ${JSON.stringify(case_.params)} of ${case_.in}` }));
      for (const { case_, title } of titled)
        test(title, () => {
          const before = tf.memory().numTensors;
          tf.tidy(() => check(case_));
          expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
        });
    });
});

describe('BatchNorm', () => {
  const x = () => tf.tensor2d([1, -2, 0, 5, 3, 4, -1, 2, 7, 6], [5, 2]);
  const apply = (layer: tf.layers.Layer, input: tf.Tensor) => {
    const y = layer.apply(input, { training: true });
    if (!(y instanceof tf.Tensor)) throw new Error('the layer does not give one tensor');
    return [y.dataSync(), ...layer.getWeights().map((weight) => weight.dataSync())];
  };
  const build = (input: Shape) => kindOf('BatchNorm')?.build(tf, { momentum: 0.3, epsilon: 1e-5 }, [input], 'norm')[0];

  test('does to vectors what it does to images of one pixel', () => {
    const [ofVectors, ofImages] = [build([2]), build([1, 1, 2])];
    if (!ofVectors || !ofImages) throw new Error('BatchNorm builds no layer');
    expect(apply(ofVectors, x())).toEqual(apply(ofImages, x().reshape([5, 1, 1, 2])));
    // Mean and unbiased variance of the first column 1, 0, 3, −1, 7 are 2 and 10.
    const [, mean, variance] = ofVectors.getWeights().slice(1);
    expect(mean?.dataSync()[0]).toBeCloseTo(0.3 * 2, 6);
    expect(variance?.dataSync()[0]).toBeCloseTo(0.7 + 0.3 * 10, 6);
  });

  test('keeps its averages to the byte where it is not trainable', () => {
    const layer = build([2]);
    if (!layer) throw new Error('BatchNorm builds no layer');
    layer.trainable = false;
    const [y, ...weights] = apply(layer, x());
    expect(weights.map((weight) => [...weight])).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
    for (const [index, value] of x().dataSync().entries()) expect(y?.[index]).toBeCloseTo(value / Math.sqrt(1 + 1e-5), 5);
  });
});

describe('the cases', () => {
  test('cover the kinds, and both what tfjs has and what we had to write', () => {
    const counts = Object.fromEntries(
      kindsOf(cases).map((kind) => [kind, countStock(cases.filter((case_) => case_.kind === kind))]),
    );
    console.log('torch-layers:', JSON.stringify(counts));
    expect(cases).toHaveLength(148);
    for (const kind of ['ConvTranspose2D', 'MaxPool2D']) {
      expect(counts[kind]?.stock, `${kind} of stock layers`).toBeGreaterThan(0);
      expect(counts[kind]?.own, `${kind} of layers of our own`).toBeGreaterThan(0);
    }
    // Some of our own layers are saved as stock ones, so that stock() does not tell them.
    const classes = new Set(cases.flatMap((case_) => buildOf(layerOf(case_)).map((layer) => layer.constructor.name)));
    console.log('their layers:', [...classes].sort().join(', '));
    for (const name of ['Conv2D', 'Conv2DTranspose', 'MaxPooling2D']) expect(classes).toContain(name);
    for (const name of OWN_CLASSES) expect(classes).toContain(name);
  });

  test('have a size that is PyTorch’s', () => {
    for (const case_ of cases) {
      const { kind, params, input } = layerOf(case_);
      const size = kind.inferShape(params, [input]);
      expect(size instanceof Refusal ? size.code : [...size]).toEqual([...sizeFromTorch(case_.out.slice(1))]);
    }
  });
});

function kindsOf(all: readonly TorchLayerCase[]): readonly string[] {
  return [...new Set(all.map(({ kind }) => kind))];
}

function countStock(all: readonly TorchLayerCase[]): { readonly stock: number; readonly own: number } {
  const stock = all.filter((case_) => isStock(layerOf(case_))).length;
  return { stock, own: all.length - stock };
}
