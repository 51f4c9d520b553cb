import { expect, it } from 'vitest';
import { emptyDocument, type Graph } from '../../../shared/graph/document';
import { applyEdits, type Edit } from '../../../shared/graph/edits/edit';
import { infer } from '../../../shared/graph/infer';
import { type LiveGraph, liveGraph } from '../../../shared/graph/live';
import type { ImageShape } from '../../../shared/layers/support/shape';
import { parseTraining, type Training } from '../../../shared/training/config';
import { ownText } from '../../../shared/i18n/message-error';
import { guarded } from '../training/guarded';
import { initialWeights } from '../training/initial-weights';
import { torchOptimizers } from './torch-training';
import { uniform } from '../../../shared/plan/random';
import type { State } from '../../run-folder/state';
import type { Batch, Trainer } from '../training/trainer';

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

/**
 * Tests that every trainer passes, whatever it computes with.
 * @param tensors how many there are
 */
export function trainerTests(
  open: (live: LiveGraph, training: Training, image: ImageShape) => Trainer,
  tensors: () => number,
): void {
  const trainerOf = (graph: Graph, settings: object = {}) =>
    open(liveGraph(infer(graph)), parseTraining({ ...SETTINGS, ...settings }).training, IMAGE);

  it('learns, and leaves no tensors behind', async () => {
    const trainer = trainerOf(graphOf(), { optimizer: { kind: 'Adam' } });
    const first = await trainer.evaluate(batchAt(100, 64));
    await trainer.step(batchAt(1), { step: 1, learningRate: 0.02 });
    const before = tensors();
    for (let step = 2; step <= 60; step++) await trainer.step(batchAt(step), { step, learningRate: 0.02 });
    const last = await trainer.evaluate(batchAt(100, 64));
    expect(tensors()).toBe(before);
    expect(last.loss).toBeLessThan(first.loss / 2);
    expect(last.correct).toBeGreaterThan(48);
    trainer.dispose();
  });

  it.each(torchOptimizers())(
    'ends in the same bytes when it goes on from a state as when it was never stopped ($title)',
    async ({ optimizer }) => {
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
      initialWeights(liveGraph(infer(graphOf())), 3),
      initialWeights(liveGraph(infer(graphOf({ type: 'add', kind: 'Input', id: 'second' }))), 3),
    ];
    expect(bytes(one)).toEqual(bytes(other));
    expect(bytes(initialWeights(liveGraph(infer(graphOf())), 4))).not.toEqual(bytes(one));
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
    await expect(trainer.restore(wrong)).rejects.toThrow('The tensor fc.bias of the checkpoint is 3, and the model needs 4');
  });

  it('refuses labels that the output has no value for, which tfjs takes for a loss of 0', async () => {
    const trainer = trainerOf(graphOf());
    const batch = { ...batchAt(1), labels: Uint8Array.of(0, 1, 2, 3, 4, 0, 1, 255) };
    const refusal = {
      code: 'labelRange',
      text: {
        en: 'An image has the label 4, and the output of the model has 4 values, for the labels 0 to 3. Add units to the output layer, or correct the labels.',
        es: expect.stringContaining('la etiqueta 4'),
      },
    };
    await expect(trainer.step(batch, { step: 1, learningRate: 0.01 })).rejects.toMatchObject(refusal);
    await expect(trainer.evaluate(batch)).rejects.toMatchObject(refusal);
    // It goes on all the same.
    expect((await trainer.step(batchAt(1), { step: 1, learningRate: 0.01 })).loss).toBeGreaterThan(0);
    trainer.dispose();
  });

  it('refuses a step where every layer is frozen, and still gives its output', async () => {
    const trainer = trainerOf(graphOf({ type: 'freeze', nodes: ['conv1', 'norm', 'fc'], frozen: true }));
    await expect(trainer.step(batchAt(1), { step: 1, learningRate: 0.01 })).rejects.toMatchObject({ code: 'nothingToTrain' });
    expect((await trainer.predict(batchAt(1))).shape).toEqual([8, 4]);
    trainer.dispose();
  });

  it('says in words what it was doing, and at which layer, where the library fails', async () => {
    // Images of another size than the graph's, which are refused before a run begins.
    const settings = parseTraining(SETTINGS).training;
    const trainer = guarded(() => open(liveGraph(infer(graphOf())), settings, [8, 8, 1]));
    const images = { images: new Float32Array(2 * 64), labels: Uint8Array.of(0, 1), count: 2 };
    for (const [work, doing] of [
      [() => trainer.step(images, { step: 12, learningRate: 0.01 }), 'Training step 12 failed at the layer '],
      [() => trainer.evaluate(images), 'Computing the loss of some images failed at the layer '],
      [() => trainer.predict(images), 'Computing the output for some images failed at the layer '],
    ] as const) {
      const error = await work().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code: 'library', text: { es: expect.stringMatching(/falló en la capa .*otro motor/) } });
      const told = ownText(error)?.en ?? '';
      expect(told.slice(0, doing.length)).toBe(doing);
      expect(told).toMatch(/Try the other engine .* The library says: \S/);
      expect(told).not.toMatch(/[{}]|undefined|\p{Cc}/u);
    }
    trainer.dispose();
  });
}
