import { readdirSync, readFileSync } from 'node:fs';
import type * as tfjs from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  errorOf,
  type Flat,
  parseLayerCases,
  sizeFromTorch,
  type TorchLayerCase,
  valuesFromTorch,
  weightsFromTorch,
} from '../../../shared/layers/golden/torch';
import { kindOf } from '../../../shared/layers/index';
import type { Tf } from '../../../shared/layers/support/kind';
import { parseTraining } from '../../../shared/training/config';
import type { Backend } from '../backends/backend';
import { layersModelTrainer } from '../training/layers-model-trainer';
import { correctOf, lossOf } from '../training/losses';
import { ruleOf } from '../training/optimizers';
import { netTests } from './net-cases';
import { torchLosses, torchOptimizers, torchTable2 } from './torch-training';

/** Our names of tensors, and PyTorch's. */
const TORCH_NAMES: Readonly<Record<string, string>> = { kernel: 'weight', gamma: 'weight', bias: 'bias', beta: 'bias' };

const folder = new URL('../../../shared/layers/golden/', import.meta.url);
const layerCases = readdirSync(folder)
  .filter((name) => name.startsWith('torch-layers-'))
  .flatMap((name) => parseLayerCases(readFileSync(new URL(name, folder), 'utf8')));

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
    const titled = layerCases
      .map((one, index) => ({ one, title: `${index} ${one.kind} ${JSON.stringify(one.params)} of ${one.in}` }))
      .filter(({ one }) => !isKnownWrong(one));
    test.each(titled)('$title', ({ one }) => {
      const before = tf.memory().numTensors;
      tf.tidy(() => checkLayer(tf, one));
      expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
    });
  });

  describe("PyTorch's losses, with their gradients", () => {
    test.each(torchLosses().map((one, index) => ({ one, title: `${index} ${one.loss} of ${one.shape}` })))('$title', ({ one }) => {
      const { loss, shape, y, target, value, dy } = one;
      tf.tidy(() => {
        const wanted = tf.tensor(target, loss === 'CrossEntropy' ? [shape[0] ?? 0] : shape);
        const both = tf.valueAndGrad((output: tfjs.Tensor) => lossOf(tf, loss, output, wanted));
        const found = both(tf.tensor(y, shape));
        expect(errorOf(found.value.dataSync(), [value])).toBeLessThanOrEqual(1);
        expect(errorOf(found.grad.dataSync(), dy)).toBeLessThanOrEqual(1);
      });
    });
  });

  describe("PyTorch's optimizers", () => {
    test.each(torchOptimizers().map((one) => ({ one, title: `${one.optimizer} ${JSON.stringify(one.options)}` })))(
      '$title',
      ({ one: { optimizer, options, start, gradients, after } }) => {
        const rule = ruleOf(optimizer === 'SGD' ? { kind: 'SGD', momentum: options.momentum } : { kind: optimizer });
        tf.tidy(() => {
          let state: readonly tfjs.Tensor[] = [tf.tensor1d(start), ...rule.slots.map(() => tf.zeros([start.length]))];
          for (const [index, gradient] of gradients.entries()) {
            const [weights, ...slots] = state;
            if (!weights) throw new Error('no weights');
            state = rule.apply(tf, weights, tf.tensor1d(gradient), slots, { learningRate: options.lr, step: index + 1 });
            expect(errorOf(state[0]?.dataSync() ?? [], after[index] ?? [])).toBeLessThanOrEqual(1);
          }
        });
      },
    );
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

/** Runs a layer forward and backward, and holds everything that comes out to PyTorch's. */
function checkLayer(tf: Tf, one: TorchLayerCase): void {
  const kind = kindOf(one.kind);
  if (!kind) throw new Error(`no kind ${one.kind}`);
  const [params, input] = [kind.params.parse(one.params), sizeFromTorch(one.in.slice(1))];
  const tensor = ({ shape, data }: Flat) => tf.tensor([...data], [...shape], 'float32');
  const start = tf.input({ shape: [...input] });
  const output = kind.build(tf, params, [input], 'layer').reduce((x, layer) => symbolic(tf, layer.apply(x)), start);
  const model = tf.model({ inputs: start, outputs: output });
  const weights = kind.weights(params, [input]);
  model.setWeights(weights.map(({ name }) => tensor(weightOf(one, name))));

  const x = tf.variable(tensor(valuesFromTorch({ shape: one.in, data: one.x })));
  const r = tensor(valuesFromTorch({ shape: one.out, data: one.r }));
  const variables = model.trainableWeights.map((weight) => weight.read()).filter((weight) => weight instanceof tf.Variable);
  let y: tfjs.Tensor | undefined;
  const { grads } = tf.variableGrads(() => {
    const result = model.apply(x, { training: one.training ?? true });
    if (!(result instanceof tf.Tensor)) throw new Error('the model does not give one tensor');
    y = tf.keep(result);
    return tf.sum(tf.mul(result, r)).asScalar();
  }, [x, ...variables]);

  const close = (found: tfjs.Tensor | undefined, wanted: Flat, what: string) => {
    expect(found?.shape, `shape of ${what}`).toEqual(wanted.shape);
    expect(errorOf(found?.dataSync() ?? [], wanted.data), `error of ${what}, over what is tolerated`).toBeLessThanOrEqual(1);
  };
  close(y, valuesFromTorch({ shape: one.out, data: one.y }), 'y');
  close(grads[x.name], valuesFromTorch({ shape: one.in, data: one.dx }), 'dx');
  const trainable = weights.filter((weight) => weight.trainable);
  expect(variables).toHaveLength(trainable.length);
  for (const [index, variable] of variables.entries()) {
    const name = trainable[index]?.name ?? '';
    const torchName = TORCH_NAMES[name] ?? '';
    const [weight, data] = [one.weights[torchName], one.dweights[torchName]];
    if (!weight || !data) throw new Error(`PyTorch has no gradient of ${name}`);
    close(grads[variable.name], weightsFromTorch({ shape: weight.shape, data }), `d${name}`);
  }
  if (one.after) {
    const statistics = model.nonTrainableWeights.map((weight) => weight.read());
    expect(statistics).toHaveLength(2);
    for (const [index, data] of [one.after.mean, one.after.var].entries())
      close(statistics[index], { shape: [data.length], data }, index === 0 ? 'running mean' : 'running variance');
  }
  model.dispose();
  tf.dispose([x, r, ...(y ? [y] : [])]);
}

function symbolic(tf: Tf, result: ReturnType<tfjs.layers.Layer['apply']>): tfjs.SymbolicTensor {
  if (result instanceof tf.SymbolicTensor) return result;
  throw new Error('a layer does not give one symbolic tensor');
}

/** A tensor that PyTorch has for the layer, by our name for it, in our layout. */
function weightOf(one: TorchLayerCase, name: string): Flat {
  if (name === 'movingMean' || name === 'movingVariance') {
    const data = name === 'movingMean' ? one.before?.mean : one.before?.var;
    if (!data) throw new Error('a case without running statistics');
    return { shape: [data.length], data };
  }
  const weight = one.weights[TORCH_NAMES[name] ?? ''];
  if (!weight) throw new Error(`PyTorch has no ${name}`);
  return weightsFromTorch(weight);
}
