import type * as tfjs from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkTfjsLayer } from '../../../shared/layers/golden/tfjs-layer';
import { errorOf, type TorchLayerCase, titleOf, torchLayers, withoutCases } from '../../../shared/layers/golden/torch';
import type { Tf } from '../../../shared/layers/support/kind';
import { clippedTensors } from '../../../shared/training/clipping';
import { parseTraining } from '../../../shared/training/config';
import { lossOf } from '../../../shared/training/losses/index';
import { optimizerOf } from '../../../shared/training/optimizers/index';
import type { Backend } from '../backends/backend';
import { layersModelTrainer } from '../layers-model/layers-model-trainer';
import { correctOf } from '../training/accuracy';
import { netTests } from './net-cases';
import { takesLabels, torchClipping, torchLosses, torchOptimizers, torchTable2, untested } from './torch-training';

/**
 * Tests that compare a backend with PyTorch: every layer, net, loss and optimizer, forward and backward, and ten steps of Table 2.
 * Layers for which `isKnownWrong` is true are left out.
 */
export function backendTests(open: () => Promise<Backend>, isKnownWrong: (one: TorchLayerCase) => boolean = () => false): void {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await open());
  });

  describe("PyTorch's layers, with their gradients", () => {
    const titled = torchLayers()
      .map((one, index) => ({ one, title: `${index} ${titleOf(one)}` }))
      .filter(({ one }) => !isKnownWrong(one));
    test.each(titled)('$title', ({ one }) => {
      const before = tf.memory().numTensors;
      tf.tidy(() => checkTfjsLayer(tf, one));
      expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
    });
  });

  test('every layer, activation, loss and optimizer has a case', () => {
    expect([...withoutCases(torchLayers()), ...untested()]).toEqual([]);
  });

  describe("PyTorch's losses, with their gradients", () => {
    test.each(torchLosses().map((one, index) => ({ one, title: `${index} ${one.title}` })))('$title', ({ one }) => {
      const { loss, shape, y, target, value, dy } = one;
      tf.tidy(() => {
        const { tasks, compute } = lossOf(loss);
        const wanted = tf.tensor(target, takesLabels(tasks) ? [shape[0] ?? 0] : shape);
        const both = tf.valueAndGrad((output: tfjs.Tensor) => compute(tf, output, wanted, loss).asScalar());
        const found = both(tf.tensor(y, shape));
        expect(errorOf(found.value.dataSync(), [value])).toBeLessThanOrEqual(1);
        expect(errorOf(found.grad.dataSync(), dy)).toBeLessThanOrEqual(1);
      });
    });
  });

  describe("PyTorch's optimizers", () => {
    test.each(torchOptimizers())('$title', ({ optimizer, learningRate, start, gradients, after }) => {
      const { slots, compute } = optimizerOf(optimizer);
      tf.tidy(() => {
        let state: readonly tfjs.Tensor[] = [tf.tensor1d([...start]), ...slots(optimizer).map(() => tf.zeros([start.length]))];
        for (const [index, gradient] of gradients.entries()) {
          const [weights, ...kept] = state;
          if (!weights) throw new Error('no weights');
          state = compute(tf, weights, tf.tensor1d([...gradient]), kept, { learningRate, step: index + 1 }, optimizer);
          expect(errorOf(state[0]?.dataSync() ?? [], after[index] ?? [])).toBeLessThanOrEqual(1);
        }
      });
    });
  });

  describe("PyTorch's clip_grad_norm_ and clip_grad_value_", () => {
    test.each(torchClipping())('$title', ({ optimizer, learningRate, clipping, start, gradients, after }) => {
      const { slots, compute } = optimizerOf(optimizer);
      tf.tidy(() => {
        const states: (readonly tfjs.Tensor[])[] = start.map((values) => [
          tf.tensor1d(values),
          ...slots(optimizer).map(() => tf.zeros([values.length])),
        ]);
        for (const [step, given] of gradients.entries()) {
          const limited = clippedTensors(
            tf,
            given.map((one) => tf.tensor1d(one)),
            clipping,
          );
          for (const [index, gradient] of limited.entries()) {
            const [weights, ...kept] = states[index] ?? [];
            if (!weights) throw new Error('no weights');
            states[index] = compute(tf, weights, gradient, kept, { learningRate, step: step + 1 }, optimizer);
            expect(errorOf(states[index]?.[0]?.dataSync() ?? [], after[step]?.[index] ?? [])).toBeLessThanOrEqual(1);
          }
        }
      });
    });
  });

  netTests(() => tf);

  test("ten steps of Table 2 have PyTorch's losses, and leave no tensors behind", async () => {
    const { live, weights, batch, losses } = torchTable2();
    const trainer = layersModelTrainer(tf, live, parseTraining({}).training, [28, 28, 1]);
    await trainer.restore(weights);
    const before = tf.memory().numTensors;
    const found: number[] = [];
    for (const step of losses.keys()) found.push((await trainer.step(batch, { step: step + 1, learningRate: 1e-3 })).loss);
    expect(errorOf(found, losses)).toBeLessThanOrEqual(1);
    expect(tf.memory().numTensors).toBe(before);
    trainer.dispose();
  });

  test('counts the images that are put into their class', () => {
    tf.tidy(() => {
      const logits = tf.tensor2d([1, 2, 0, 5, 4, 3, 0, 1, 9], [3, 3]);
      expect(correctOf(tf, logits, tf.tensor1d([1, 1, 2], 'int32')).dataSync()[0]).toBe(2);
    });
  });
}
