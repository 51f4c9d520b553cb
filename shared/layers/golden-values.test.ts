import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkTfjsLayer, layerOf } from './golden/tfjs-layer';
import { sizeFromTorch, type TorchLayerCase, titleOf, torchLayers, withoutCases } from './golden/torch';
import { kindOf } from './index';
import { ShapeError } from './support/kind';
import type { Shape } from './support/shape';

const cases = torchLayers();

beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterAll(() => tf.disposeVariables());

describe("PyTorch's values and gradients", () => {
  test('exist for every kind of layer and every activation function', () => {
    expect(withoutCases(cases)).toEqual([]);
  });

  test.each(cases.map((one, index) => ({ one, title: `${index} ${titleOf(one)}` })))('$title', ({ one }) => {
    const before = tf.memory().numTensors;
    tf.tidy(() => checkTfjsLayer(tf, one));
    expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
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

  test('treats vectors as images of one pixel', () => {
    const [ofVectors, ofImages] = [build([2]), build([1, 1, 2])];
    if (!ofVectors || !ofImages) throw new Error('BatchNorm builds no layer');
    expect(apply(ofVectors, x())).toEqual(apply(ofImages, x().reshape([5, 1, 1, 2])));
    // Mean and unbiased variance of the first column 1, 0, 3, −1, 7 are 2 and 10.
    const [, mean, variance] = ofVectors.getWeights().slice(1);
    expect(mean?.dataSync()[0]).toBeCloseTo(0.3 * 2, 6);
    expect(variance?.dataSync()[0]).toBeCloseTo(0.7 + 0.3 * 10, 6);
  });

  test('does not change its averages if it is frozen', () => {
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
  test('include stock layers of tfjs and our own', () => {
    const stock = (one: TorchLayerCase) => {
      const { kind, params, ins } = layerOf(one);
      return kind.stock(params, ins) === true;
    };
    for (const kind of ['ConvTranspose2D', 'MaxPool2D'])
      expect(new Set(cases.filter((one) => one.kind === kind).map(stock)), kind).toEqual(new Set([true, false]));
  });

  test('have the size of PyTorch’s output', () => {
    for (const one of cases) {
      const { kind, params, ins } = layerOf(one);
      const size = kind.inferShape(params, ins);
      expect(size instanceof ShapeError ? size.code : [...size]).toEqual([...sizeFromTorch(one.out.slice(1))]);
    }
  });
});
