import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { needs } from '../../../e2e/support/needs';
import { layerOf } from '../../../shared/layers/golden/tfjs-layer';
import {
  errorOf,
  type Flat,
  gradientOf,
  type TorchLayerCase,
  titleOf,
  torchLayers,
  valuesFromTorch,
  weightOf,
  withoutCases,
} from '../../../shared/layers/golden/torch';
import { ShapeError } from '../../../shared/layers/support/kind';
import { Builder, type PlanInput, type Value } from '../../../shared/plan/builder';
import type { LayerContext } from '../../../shared/plan/stage';
import { clipped } from '../../../shared/training/clipping';
import { parseTraining } from '../../../shared/training/config';
import { lossOf } from '../../../shared/training/losses/index';
import { optimizerOf } from '../../../shared/training/optimizers/index';
import type { PlainTensor } from '../../run-folder/state';
import { openNative } from '../backends/open/native';
import { findNative } from '../backends/setup/native-setup';
import { takesLabels, torchClipping, torchLosses, torchOptimizers, torchTable2, untested } from '../golden/torch-training';
import { Plan } from './plan';
import { nativeTrainer } from './trainer';
import { Variables } from './variables';

const cases = torchLayers();

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
      test('which are there for every layer, activation, loss and optimizer', () => {
        expect([...withoutCases(cases), ...untested()]).toEqual([]);
      });
      test.each(cases.map((one, index) => ({ one, title: `${index} ${titleOf(one)}` })))('$title', ({ one }) => {
        const before = binding.getNumOfTensors();
        checkLayer(one);
        expect(binding.getNumOfTensors(), 'tensors left behind').toBe(before);
      });
    });

    function checkLayer(one: TorchLayerCase): void {
      const { kind, params, ins } = layerOf(one);
      const out = kind.inferShape(params, ins);
      if (out instanceof ShapeError) throw new Error(out.code);
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
        ...{ id: 'layer', ins, out, count: one.ins[0]?.[0] ?? 0, training, learns: true, biasCancelled: false, seed: 0 },
        weight: (builder, name) => builder.read(name),
        variable: (name) => name,
        gradient: (name, gradient) => gradients.set(name, gradient),
      };
      const feed = ({ shape, data }: Flat) => b.feed('float32', shape, () => Float32Array.from(data));
      const xs = one.ins.map((shape, port) => feed(valuesFromTorch({ shape, data: one.xs[port] ?? [] })));
      let values: readonly Value[] = xs;
      const passes = kind.kernel(params, context).map((stage) => {
        const pass = stage.forward(b, values, true);
        values = [pass.out];
        return pass;
      });
      const [y] = values;
      let dxs: readonly (Value | undefined)[] = [feed(valuesFromTorch({ shape: one.out, data: one.r }))];
      for (const [index, { backward }] of [...passes.entries()].reverse()) {
        const [gradient] = dxs;
        if (gradient) dxs = backward(gradient, index === 0 ? xs.map(() => true) : [true]);
      }
      const found = dxs.filter((dx) => dx !== undefined);
      expect(found).toHaveLength(xs.length);
      if (!y) throw new Error('no output');
      const learned = kind.weights(params, ins).filter(({ name, trainable }) => trainable && gradients.has(name));
      const dweights = learned.flatMap(({ name }) => gradients.get(name) ?? []);
      // The inputs of an Add have the same gradient: one value.
      const fetched = [...new Set([y, ...found, ...dweights])];
      const results = run(b, fetched);
      const read = (value: Value | undefined) => (value ? results[fetched.indexOf(value)] : undefined);
      close(read(y), valuesFromTorch({ shape: one.out, data: one.y }).data, 'y');
      for (const [port, shape] of one.ins.entries())
        close(read(found[port]), valuesFromTorch({ shape, data: one.dxs[port] ?? [] }).data, `dx${port}`);
      // A BatchNorm that does not train has no gradients.
      if (training) expect(learned).toHaveLength(Object.keys(one.dweights).length);
      for (const [index, { name }] of learned.entries()) close(read(dweights[index]), gradientOf(one, name).data, `d${name}`);
      if (one.after) {
        close(variables.state().get('movingMean')?.data, one.after.mean, 'running mean');
        close(variables.state().get('movingVariance')?.data, one.after.var, 'running variance');
      }
      variables.dispose();
    }

    describe("have PyTorch's losses, with their gradients", () => {
      test.each(torchLosses().map((one, index) => ({ one, title: `${index} ${one.title}` })))('$title', ({ one }) => {
        const b = new Builder(new Map());
        const output = b.constant('float32', one.shape, Float32Array.from(one.y));
        const { tasks, kernel } = lossOf(one.loss);
        const target = takesLabels(tasks) ? b.ints(one.target) : b.constant('float32', one.shape, Float32Array.from(one.target));
        const { loss, gradient } = kernel(b, output, target, one.loss);
        const [value, dy] = run(b, [loss, gradient()]);
        close(value, [one.value], 'the loss');
        close(dy, one.dy, 'its gradient');
      });
    });

    describe("move weights as PyTorch's optimizers", () => {
      test.each(torchOptimizers())('$title', ({ optimizer, learningRate, start, gradients, after }) => {
        const { slots, scratch, update } = optimizerOf(optimizer);
        const variables = new Variables(binding);
        for (const name of ['w', ...[...slots(optimizer), ...(scratch?.(optimizer) ?? [])].map((slot) => `w/${slot}`)])
          variables.add(name, [start.length]);
        variables.put(new Map([['w', { shape: [start.length], data: Float32Array.from(start) }]]));
        for (const [index, gradient] of gradients.entries()) {
          const b = new Builder(variables.handles);
          update(b, 'w', b.constant('float32', [start.length], Float32Array.from(gradient)), optimizer);
          run(b, [], { ...INPUT, step: { step: index + 1, learningRate } });
          close(variables.state().get('w')?.data, after[index] ?? [], `step ${index + 1}`);
        }
        variables.dispose();
      });
    });

    describe("limit gradients as PyTorch's clip_grad_norm_ and clip_grad_value_", () => {
      test.each(torchClipping())('$title', ({ optimizer, learningRate, clipping, start, gradients, after }) => {
        const { slots, scratch, update } = optimizerOf(optimizer);
        const variables = new Variables(binding);
        const state = new Map<string, PlainTensor>();
        for (const [index, values] of start.entries()) {
          const shape = [values.length];
          state.set(`w${index}`, { shape, data: Float32Array.from(values) });
          const slotsOf = [...slots(optimizer), ...(scratch?.(optimizer) ?? [])].map((slot) => `w${index}/${slot}`);
          for (const name of [`w${index}`, ...slotsOf]) variables.add(name, shape);
        }
        variables.put(state);
        for (const [step, given] of gradients.entries()) {
          const b = new Builder(variables.handles);
          const constants = given.map((one) => b.constant('float32', [one.length], Float32Array.from(one)));
          for (const [index, one] of clipped(b, constants, clipping).entries()) update(b, `w${index}`, one, optimizer);
          run(b, [], { ...INPUT, step: { step: step + 1, learningRate } });
          for (const [index, wanted] of (after[step] ?? []).entries())
            close(variables.state().get(`w${index}`)?.data, wanted, `step ${step + 1}`);
        }
        variables.dispose();
      });
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
