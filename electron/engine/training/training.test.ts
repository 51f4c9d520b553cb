import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyDocument, type Graph } from '../../../shared/graph/document';
import { applyEdits, type Edit } from '../../../shared/graph/edit';
import { infer } from '../../../shared/graph/infer';
import { errorOf } from '../../../shared/layers/golden/torch';
import { parseTraining } from '../../../shared/training/config';
import { torchLosses, torchOptimizers } from '../golden/torch-training';
import { initialWeights } from './initial-weights';
import { layersModelTrainer } from './layers-model-trainer';
import { lossOf } from './losses';
import { ruleOf } from './optimizers';
import { dropoutMask, permutation, uniform } from './random';
import type { Batch, State } from './trainer';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('losses', () => {
  it.each(torchLosses().map((one, index) => ({ name: `${one.loss} ${index % 3}`, one })))(
    "$name is PyTorch's, with its gradient",
    ({ one }) => {
      const { loss, shape, y, target, value, dy } = one;
      const wanted = tf.tensor(target, loss === 'CrossEntropy' ? [shape[0] ?? 0] : shape);
      const both = tf.valueAndGrad((output: tf.Tensor) => lossOf(tf, loss, output, wanted));
      const found = both(tf.tensor(y, shape));
      expect(errorOf(found.value.dataSync(), [value])).toBeLessThan(1);
      expect(errorOf(found.grad.dataSync(), dy)).toBeLessThan(1);
    },
  );
});

describe('optimizers', () => {
  it.each(torchOptimizers().map((one) => ({ name: `${one.optimizer} ${JSON.stringify(one.options)}`, one })))(
    "$name moves as PyTorch's",
    ({ one }) => {
      const { options, optimizer } = one;
      const rule = ruleOf(optimizer === 'SGD' ? { kind: 'SGD', momentum: options.momentum } : { kind: optimizer });
      let weights: tf.Tensor = tf.tensor1d(one.start);
      let slots: readonly tf.Tensor[] = rule.slots.map(() => tf.zeros([one.start.length]));
      for (const [index, gradient] of one.gradients.entries()) {
        const [next, ...kept] = rule.apply(tf, weights, tf.tensor1d(gradient), slots, {
          learningRate: options.lr,
          step: index + 1,
        });
        if (!next) throw new Error('no weights');
        weights = next;
        slots = kept;
        expect(errorOf(weights.dataSync(), one.after[index] ?? [])).toBeLessThan(1);
      }
    },
  );
});

describe('random numbers', () => {
  const stream = { seed: 1, name: 'test', step: 0 };

  it('are a function of seed, name and step', () => {
    const draw = (changes: object) => [...uniform({ ...stream, ...changes }, 4, 0, 1)].join();
    expect(draw({})).toBe(draw({}));
    expect(new Set([draw({}), draw({ seed: 2 }), draw({ name: 'tesu' }), draw({ step: 1 }), draw({ step: 2 ** 31 })]).size).toBe(
      5,
    );
  });

  it('are spread evenly, and not alike from one stream to the next', () => {
    const count = 200_000;
    const [a, b] = [uniform(stream, count, -1, 1), uniform({ ...stream, step: 1 }, count, -1, 1)];
    const mean = (values: Float32Array, other: Float32Array = values.map(() => 1)) =>
      values.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0) / count;
    // Five standard deviations of each.
    expect(Math.abs(mean(a))).toBeLessThan(5 / Math.sqrt(3 * count));
    expect(Math.abs(mean(a, a) - 1 / 3)).toBeLessThan((5 * 0.298) / Math.sqrt(count));
    expect(Math.abs(mean(a, b))).toBeLessThan(5 / (3 * Math.sqrt(count)));
    expect(Math.abs(mean(a.subarray(1), a.subarray(0, count - 1)))).toBeLessThan(5 / (3 * Math.sqrt(count)));
    const kept = dropoutMask(stream, count, 0.2).filter((value) => value > 0).length / count;
    expect(Math.abs(kept - 0.8)).toBeLessThan((5 * 0.4) / Math.sqrt(count));
  });

  it('put every number in some place once', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(), (count, step) => {
        expect([...permutation({ ...stream, step }, count)].sort((x, y) => x - y)).toEqual(
          Array.from({ length: count }, (_, index) => index),
        );
      }),
    );
  });
});

/** A small net with everything that has a state: BatchNorm, Dropout, two layers of weights. */
function graphOf(...edits: Edit[]): Graph {
  const [graph] = applyEdits(emptyDocument('Test'), 'model', [
    { type: 'change', node: 'input', params: { height: 6, width: 6 } },
    { type: 'add', kind: 'Conv2D', id: 'conv1', params: { filters: 3, activation: 'ReLU' } },
    { type: 'connect', from: 'input', to: 'conv1' },
    { type: 'add', kind: 'BatchNorm', id: 'norm' },
    { type: 'connect', from: 'conv1', to: 'norm' },
    { type: 'add', kind: 'Dropout', id: 'dropout' },
    { type: 'connect', from: 'norm', to: 'dropout' },
    { type: 'add', kind: 'Flatten', id: 'flatten' },
    { type: 'connect', from: 'dropout', to: 'flatten' },
    { type: 'add', kind: 'Linear', id: 'fc', params: { units: 4 } },
    { type: 'connect', from: 'flatten', to: 'fc' },
    ...edits,
  ]).graphs;
  if (!graph) throw new Error('no graph');
  return graph;
}

const IMAGE = [6, 6, 1] as const;
const SETTINGS = { task: 'classification', loss: 'CrossEntropy', seed: 3 };

function trainerOf(graph: Graph, settings: object = {}) {
  return layersModelTrainer(tf, infer(graph), parseTraining({ ...SETTINGS, ...settings }).training, IMAGE);
}

function batchAt(step: number, count = 8): Batch {
  const images = uniform({ seed: 9, name: 'images', step }, count * 36, -1, 1);
  // The class says which quarter of the image is bright.
  const labels = Uint8Array.from({ length: count }, (_, index) => (index + step) % 4);
  for (const [index, label] of labels.entries())
    for (let pixel = 0; pixel < 9; pixel++) images[index * 36 + label * 9 + pixel] = 1;
  return { images, labels, count };
}

const bytes = (state: State) =>
  Object.fromEntries(
    [...state].map(([name, { data }]) => [name, Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex')]),
  );

describe('the LayersModel trainer', () => {
  it('learns, and leaves no tensors behind', async () => {
    const trainer = trainerOf(graphOf(), { optimizer: { kind: 'Adam' } });
    const first = await trainer.evaluate(batchAt(100, 64));
    await trainer.step(batchAt(1), { step: 1, learningRate: 0.02 });
    const before = tf.memory().numTensors;
    for (let step = 2; step <= 60; step++) await trainer.step(batchAt(step), { step, learningRate: 0.02 });
    const last = await trainer.evaluate(batchAt(100, 64));
    expect(tf.memory().numTensors).toBe(before);
    expect(last.loss).toBeLessThan(first.loss / 2);
    expect(last.correct).toBeGreaterThan(48);
    trainer.dispose();
  });

  it.each([{ kind: 'Adam' }, { kind: 'SGD', momentum: 0.9 }, { kind: 'RMSprop' }])(
    'ends in the same bytes when it goes on from a state as when it was never stopped ($kind)',
    async (optimizer) => {
      const whole = trainerOf(graphOf(), { optimizer });
      const start = bytes(await whole.state());
      for (let step = 1; step <= 6; step++) await whole.step(batchAt(step), { step, learningRate: 0.01 });

      const first = trainerOf(graphOf(), { optimizer });
      expect(bytes(await first.state())).toEqual(start);
      for (let step = 1; step <= 3; step++) await first.step(batchAt(step), { step, learningRate: 0.01 });
      const second = trainerOf(graphOf(), { optimizer, seed: 3 });
      await second.restore(await first.state());
      for (let step = 4; step <= 6; step++) await second.step(batchAt(step), { step, learningRate: 0.01 });
      expect(bytes(await second.state())).toEqual(bytes(await whole.state()));
      expect(bytes(await second.state())).not.toEqual(start);
    },
  );

  it('leaves frozen nodes as they are, their statistics included, and still trains the others', async () => {
    const trainer = trainerOf(graphOf({ type: 'freeze', nodes: ['conv1', 'norm'], frozen: true }));
    const before = bytes(await trainer.state());
    for (let step = 1; step <= 5; step++) await trainer.step(batchAt(step), { step, learningRate: 0.05 });
    const after = bytes(await trainer.state());
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed.sort()).toEqual(['fc.bias', 'fc.bias/m', 'fc.bias/v', 'fc.kernel', 'fc.kernel/m', 'fc.kernel/v']);
  });

  it('begins every tensor from the seed, its node and its name alone', () => {
    const [one, other] = [
      initialWeights(infer(graphOf()), 3),
      initialWeights(infer(graphOf({ type: 'add', kind: 'Input', id: 'second' })), 3),
    ];
    expect(bytes(one)).toEqual(bytes(other));
    expect(bytes(initialWeights(infer(graphOf()), 4))).not.toEqual(bytes(one));
    const kernel = one.get('conv1.kernel');
    expect(Math.max(...(kernel?.data ?? []).map(Math.abs))).toBeLessThanOrEqual(1 / 3);
  });

  it('reconstructs: the target is the image', async () => {
    const [graph] = applyEdits(emptyDocument('Test'), 'model', [
      { type: 'change', node: 'input', params: { height: 6, width: 6 } },
      { type: 'add', kind: 'Conv2D', id: 'conv1', params: { filters: 1, padding: [1, 1] } },
      { type: 'connect', from: 'input', to: 'conv1' },
    ]).graphs;
    if (!graph) throw new Error('no graph');
    const trainer = trainerOf(graph, { task: 'reconstruction', loss: 'MSE' });
    for (let step = 1; step <= 150; step++) await trainer.step(batchAt(step), { step, learningRate: 0.05 });
    const { loss, correct } = await trainer.evaluate(batchAt(100));
    expect(loss).toBeLessThan(0.01);
    expect(correct).toBeUndefined();
    expect((await trainer.predict(batchAt(100))).shape).toEqual([8, 6, 6, 1]);
  });

  it('refuses tensors of another shape', async () => {
    const trainer = trainerOf(graphOf());
    const wrong: State = new Map([['fc.bias', { shape: [3], data: new Float32Array(3) }]]);
    await expect(trainer.restore(wrong)).rejects.toThrow("fc.bias is 3, and the model's is 4");
  });
});
