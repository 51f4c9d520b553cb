import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { errorOf } from '../../../shared/layers/golden/torch';
import { dropoutMask, permutation, uniform } from '../../../shared/plan/random';
import { lossOf } from '../../../shared/training/losses/index';
import { optimizerOf } from '../../../shared/training/optimizers/index';
import { takesLabels, torchLosses, torchOptimizers, untested } from '../golden/torch-training';
import { trainerTests } from '../golden/trainer-cases';
import { layersModelTrainer } from '../layers-model/layers-model-trainer';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('losses', () => {
  it('have a case each, as have the optimizers', () => {
    expect(untested()).toEqual([]);
  });

  it.each(torchLosses().map((one, index) => ({ name: `${index} ${one.title}`, one })))(
    "$name is PyTorch's, with its gradient",
    ({ one }) => {
      const { loss, shape, y, target, value, dy } = one;
      const { tasks, compute } = lossOf(loss);
      const wanted = tf.tensor(target, takesLabels(tasks) ? [shape[0] ?? 0] : shape);
      const both = tf.valueAndGrad((output: tf.Tensor) => compute(tf, output, wanted, loss).asScalar());
      const found = both(tf.tensor(y, shape));
      expect(errorOf(found.value.dataSync(), [value])).toBeLessThan(1);
      expect(errorOf(found.grad.dataSync(), dy)).toBeLessThan(1);
    },
  );
});

describe('optimizers', () => {
  it.each(torchOptimizers())("$title moves as PyTorch's", ({ optimizer, learningRate, start, gradients, after }) => {
    const { slots, compute } = optimizerOf(optimizer);
    let state: readonly tf.Tensor[] = [tf.tensor1d([...start]), ...slots(optimizer).map(() => tf.zeros([start.length]))];
    for (const [index, gradient] of gradients.entries()) {
      const [weights, ...kept] = state;
      if (!weights) throw new Error('no weights');
      state = compute(tf, weights, tf.tensor1d([...gradient]), kept, { learningRate, step: index + 1 }, optimizer);
      expect(errorOf(state[0]?.dataSync() ?? [], after[index] ?? [])).toBeLessThan(1);
    }
  });
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

describe('the LayersModel trainer', () => {
  trainerTests(
    (live, training, image) => layersModelTrainer(tf, live, training, image),
    () => tf.memory().numTensors,
  );
});
