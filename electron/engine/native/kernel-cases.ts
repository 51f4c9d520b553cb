import { readdirSync, readFileSync } from 'node:fs';
import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { needs } from '../../../e2e/support/needs';
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
import { Refusal } from '../../../shared/layers/support/kind';
import { Builder, type PlanInput, type Value } from '../../../shared/plan/builder';
import { LAYERS } from '../../../shared/plan/layers/index';
import { LOSSES } from '../../../shared/plan/losses/index';
import { optimizerOf } from '../../../shared/plan/optimizers/index';
import type { LayerContext } from '../../../shared/plan/stage';
import { parseTraining } from '../../../shared/training/config';
import { openNative } from '../backends/native';
import { findNative } from '../backends/native-setup';
import { torchLosses, torchOptimizers, torchTable2 } from '../golden/torch-training';
import type { PlainTensor } from '../training/trainer';
import { Plan } from './plan';
import { nativeTrainer } from './trainer';
import { Variables } from './variables';

const folder = new URL('../../../shared/layers/golden/', import.meta.url);
const layerCases = readdirSync(folder)
  .filter((name) => name.startsWith('torch-layers-'))
  .flatMap((name) => parseLayerCases(readFileSync(new URL(name, folder), 'utf8')));

/** Our names of tensors, and PyTorch's. */
const TORCH_NAMES: Readonly<Record<string, string>> = { kernel: 'weight', gamma: 'weight', bias: 'bias', beta: 'bias' };

const INPUT: PlanInput = {
  batch: { images: new Float32Array(), labels: new Uint8Array(), count: 0 },
  step: { step: 1, learningRate: 0 },
};

const native = await findNative().catch(() => undefined);

/**
 * Tests that compare the native plan's kernels with PyTorch: every layer, loss and optimizer, and ten steps of Table 2. The library
 * chooses between oneDNN's kernels and its own when it is loaded, so each choice takes a process, which is a test file.
 */
export function kernelTests(oneDnn: boolean): void {
  describe(`the native plan's kernels, oneDNN ${oneDnn ? 'on' : 'off'}`, needs('native'), () => {
    let binding: TFJSBinding;
    beforeAll(async () => {
      const backend = native && (await openNative(native, { threads: 2, oneDnn }));
      if (!backend?.binding) throw new Error('libtensorflow is not set up');
      ({ binding } = backend);
    });

    /** Runs what a builder has written, and reads the values that are asked for. */
    const run = (b: Builder, values: readonly Value[], input: PlanInput = INPUT): readonly ArrayLike<number>[] => {
      const plan = new Plan(binding, b, values);
      const tensors = plan.run(input);
      const read = tensors.map((tensor) => binding.tensorDataSync(tensor));
      for (const tensor of tensors) binding.deleteTensor(tensor);
      plan.dispose();
      return read;
    };
    const close = (found: ArrayLike<number> | undefined, wanted: readonly number[], what: string) =>
      expect(errorOf(found ?? [], wanted), `error of ${what}, over what is tolerated`).toBeLessThanOrEqual(1);

    describe("have PyTorch's values and gradients", () => {
      const titled = layerCases.map((one, index) => ({
        one,
        title: `${index} ${one.kind} ${JSON.stringify(one.params)} of ${one.in}`,
      }));
      test.each(titled)('$title', ({ one }) => {
        const before = binding.getNumOfTensors();
        checkLayer(one);
        expect(binding.getNumOfTensors(), 'tensors left behind').toBe(before);
      });
    });

    function checkLayer(one: TorchLayerCase): void {
      const kind = kindOf(one.kind);
      const kernels = LAYERS.get(one.kind);
      if (!kind || !kernels) throw new Error(`no kind ${one.kind}`);
      const params = kind.params.parse(one.params);
      const ins = [sizeFromTorch(one.in.slice(1))];
      const out = kind.inferShape(params, ins);
      if (out instanceof Refusal) throw new Error(out.code);
      const variables = new Variables(binding);
      const state = new Map<string, PlainTensor>();
      for (const { name, shape } of kind.weights(params, ins)) {
        variables.add(name, shape);
        state.set(name, { shape, data: Float32Array.from(weightOf(one, name).data) });
      }
      variables.put(state);

      const b = new Builder(variables.handles);
      const gradients = new Map<string, Value>();
      const training = one.training ?? true;
      const context: LayerContext = {
        ...{ id: 'layer', params, ins, out, count: one.in[0] ?? 0, training, learns: true, biasCancelled: false, seed: 0 },
        weight: (builder, name) => builder.read(name),
        variable: (name) => name,
        gradient: (name, gradient) => gradients.set(name, gradient),
      };
      const constant = ({ shape, data }: Flat) => b.constant('float32', shape, Float32Array.from(data));
      let y = constant(valuesFromTorch({ shape: one.in, data: one.x }));
      const passes = kernels(context).map((stage) => {
        const pass = stage.forward(b, [y], true);
        y = pass.out;
        return pass;
      });
      let dx: Value | undefined = constant(valuesFromTorch({ shape: one.out, data: one.r }));
      for (const { backward } of [...passes].reverse()) if (dx) [dx] = backward(dx, [true]);
      if (!dx) throw new Error('no gradient by the input');
      const learned = kind.weights(params, ins).filter(({ name, trainable }) => trainable && gradients.has(name));
      const values = learned.flatMap(({ name }) => gradients.get(name) ?? []);
      const [foundY, foundX, ...found] = run(b, [y, dx, ...values]);
      close(foundY, valuesFromTorch({ shape: one.out, data: one.y }).data, 'y');
      close(foundX, valuesFromTorch({ shape: one.in, data: one.dx }).data, 'dx');
      // A BatchNorm that does not train has no gradients.
      if (training) expect(learned).toHaveLength(Object.keys(one.dweights).length);
      for (const [index, { name, shape }] of learned.entries())
        close(
          found[index],
          weightsFromTorch({ shape: weightOfTorch(one, name).shape, data: one.dweights[TORCH_NAMES[name] ?? ''] ?? [] }).data,
          `d${name} ${shape}`,
        );
      if (one.after) {
        close(variables.state().get('movingMean')?.data, one.after.mean, 'running mean');
        close(variables.state().get('movingVariance')?.data, one.after.var, 'running variance');
      }
      variables.dispose();
    }

    describe("have PyTorch's losses, with their gradients", () => {
      test.each(torchLosses().map((one, index) => ({ one, title: `${index} ${one.loss} of ${one.shape}` })))(
        '$title',
        ({ one }) => {
          const b = new Builder(new Map());
          const output = b.constant('float32', one.shape, Float32Array.from(one.y));
          const target =
            one.loss === 'CrossEntropy' ? b.ints(one.target) : b.constant('float32', one.shape, Float32Array.from(one.target));
          const { loss, gradient } = LOSSES[one.loss](b, output, target);
          const [value, dy] = run(b, [loss, gradient()]);
          close(value, [one.value], 'the loss');
          close(dy, one.dy, 'its gradient');
        },
      );
    });

    describe("move weights as PyTorch's optimizers", () => {
      test.each(torchOptimizers().map((one) => ({ one, title: `${one.optimizer} ${JSON.stringify(one.options)}` })))(
        '$title',
        ({ one }) => {
          const { optimizer, options, start, gradients, after } = one;
          const rule = optimizerOf(optimizer === 'SGD' ? { kind: 'SGD', momentum: options.momentum } : { kind: optimizer });
          const variables = new Variables(binding);
          for (const name of ['w', ...[...rule.slots, ...(rule.scratch ?? [])].map((slot) => `w/${slot}`)])
            variables.add(name, [start.length]);
          variables.put(new Map([['w', { shape: [start.length], data: Float32Array.from(start) }]]));
          for (const [index, gradient] of gradients.entries()) {
            const b = new Builder(variables.handles);
            rule.update(b, 'w', b.constant('float32', [start.length], Float32Array.from(gradient)));
            run(b, [], { ...INPUT, step: { step: index + 1, learningRate: options.lr } });
            close(variables.state().get('w')?.data, after[index] ?? [], `step ${index + 1}`);
          }
          variables.dispose();
        },
      );
    });

    test("ten steps of Table 2 have PyTorch's losses", async () => {
      const { live, weights, batch, losses } = torchTable2();
      const trainer = nativeTrainer(binding, live, parseTraining({}).training, [28, 28, 1]);
      await trainer.restore(weights);
      const found: number[] = [];
      for (const step of losses.keys()) found.push((await trainer.step(batch, { step: step + 1, learningRate: 1e-3 })).loss);
      close(found, losses, 'losses');
      trainer.dispose();
    });
  });
}

function weightOfTorch(one: TorchLayerCase, name: string): Flat {
  const weight = one.weights[TORCH_NAMES[name] ?? ''];
  if (!weight) throw new Error(`PyTorch has no ${name}`);
  return weight;
}

/** A tensor that PyTorch has for the layer, by our name for it, in our layout. */
function weightOf(one: TorchLayerCase, name: string): Flat {
  if (name !== 'movingMean' && name !== 'movingVariance') return weightsFromTorch(weightOfTorch(one, name));
  const data = name === 'movingMean' ? one.before?.mean : one.before?.var;
  if (!data) throw new Error('a case without running statistics');
  return { shape: [data.length], data };
}
