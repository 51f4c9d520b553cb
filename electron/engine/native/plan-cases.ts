import { readdirSync, readFileSync } from 'node:fs';
import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { needs } from '../../../e2e/support/needs';
import { diagnose } from '../../../shared/graph/diagnosis/diagnose';
import type { Graph, GraphNode } from '../../../shared/graph/document';
import { applyEdits, type Edit } from '../../../shared/graph/edits/edit';
import { infer, inferNode } from '../../../shared/graph/infer';
import { liveGraph } from '../../../shared/graph/live';
import { parseDocument } from '../../../shared/graph/parse';
import { graphArbitrary } from '../../../shared/graph/random';
import { sinks } from '../../../shared/graph/wiring';
import { dropoutThreshold } from '../../../shared/layers/dropout';
import { errorOf } from '../../../shared/layers/golden/torch';
import type { Tf } from '../../../shared/layers/support/kind';
import { type ImageShape, isImage } from '../../../shared/layers/support/shape';
import { dropoutKeys, permutation, uniform } from '../../../shared/plan/random';
import { parseTraining } from '../../../shared/training/config';
import type { State } from '../../run-folder/state';
import type { Backend } from '../backends/backend';
import { openNative } from '../backends/open/native';
import { findNative } from '../backends/setup/native-setup';
import type { ImageSet } from '../data/support/images';
import { graphOf, node } from '../golden/net-cases';
import { trainerTests } from '../golden/trainer-cases';
import { layersModelTrainer, type Masks } from '../layers-model/layers-model-trainer';
import { gather } from '../training/batches';
import type { Batch } from '../training/trainer';
import { nativeTrainer } from './trainer';

const native = await findNative().catch(() => undefined);

/**
 * Tests that compare training by a native plan with training by tfjs, in random graphs and in presets. The library chooses between
 * oneDNN's kernels and its own when it is loaded, so each choice takes a process, which is a test file.
 */
export function planTests(oneDnn: boolean): void {
  describe(`the native plan, oneDNN ${oneDnn ? 'on' : 'off'}`, needs('native'), () => {
    let tf: Tf;
    let binding: TFJSBinding;
    beforeAll(async () => {
      if (!native) throw new Error('it is not set up');
      const backend: Backend = await openNative(native, { threads: 2, oneDnn });
      if (!backend.binding) throw new Error('no binding');
      ({ tf, binding } = { tf: backend.tf, binding: backend.binding });
      // The other path on another backend: oneDNN's kernels, as tfjs calls them, have mistakes of their own.
      await tf.setBackend('cpu');
    });

    /** The masks that TensorFlow draws, for the other path. */
    const masks: Masks = (library, { seed, node, step }, rate, shape) => {
      const attributes = ['dtype', 'T', 'Tseed'].map((name) => ({ name, type: 4, value: 3 }));
      const count = shape.reduce((all, size) => all * size, 1);
      const inputs = [Int32Array.of(Math.ceil(count / 2)), dropoutKeys(seed, node, step)].map((numbers) =>
        binding.createTensor([numbers.length], 3, numbers),
      );
      const [made] = binding.executeOp('StatelessRandomUniformFullInt', attributes, inputs, 1);
      if (!made) throw new Error('no numbers');
      const bits = new Uint16Array(Int32Array.from(binding.tensorDataSync(made.id)).buffer).subarray(0, count);
      for (const id of [...inputs, made.id]) binding.deleteTensor(id);
      return library.tensor(
        Float32Array.from(bits, (one) => (one >= dropoutThreshold(rate) ? 1 / (1 - rate) : 0)),
        shape,
      );
    };

    /**
     * Both paths' gradients and state after one step. SGD's velocity is the gradient itself after the first.
     */
    async function compare(graph: Graph, image: ImageShape, settings: object, count = 3): Promise<number> {
      const live = liveGraph(infer(graph));
      const { training, issues } = parseTraining({ seed: 5, optimizer: { kind: 'SGD', momentum: 0.5 }, ...settings });
      expect(issues).toEqual([]);
      const reference = layersModelTrainer(tf, live, training, image, masks);
      const ours = nativeTrainer(binding, live, training, image);
      // BatchNorm as it is somewhere in the middle: at its start, much that comes out of it lies at the bend of a ReLU.
      const start = [...(await ours.state())].flatMap(([name, { shape, data }]) => {
        const of = /\.(gamma|movingVariance)$/.test(name) ? [0.5, 1.5] : /\.(beta|movingMean)$/.test(name) ? [-1, 1] : undefined;
        return of
          ? [[name, { shape, data: uniform({ seed: 2, name, step: 0 }, data.length, of[0] ?? 0, of[1] ?? 1) }] as const]
          : [];
      });
      for (const trainer of [reference, ours]) await trainer.restore(new Map(start));
      const values = count * image.reduce((all, size) => all * size, 1);
      const batch: Batch = {
        images: uniform({ seed: 1, name: 'images', step: 0 }, values, training.pixelScale[0], 1),
        labels: Uint8Array.from({ length: count }, (_, index) => index % 3),
        count,
      };
      let worst = 0;
      const differ = (found: ArrayLike<number>, wanted: ArrayLike<number>, what: string) => {
        const error = errorOf(found, Array.from(wanted));
        expect(error, `${what}: ${Array.from(found).slice(0, 8)} for ${Array.from(wanted).slice(0, 8)}`).toBeLessThanOrEqual(1);
        worst = Math.max(worst, error);
      };
      const alike = (found: State, wanted: State) => {
        expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
        for (const [name, { shape, data }] of wanted) {
          expect(found.get(name)?.shape, name).toEqual(shape);
          differ(found.get(name)?.data ?? [], data, name);
        }
      };
      const [y, wantedY] = [await ours.predict(batch), await reference.predict(batch)];
      expect(y.shape).toEqual(wantedY.shape);
      differ(y.data, wantedY.data, 'prediction');
      const [step, wantedStep] = [
        await ours.step(batch, { step: 1, learningRate: 1e-3 }),
        await reference.step(batch, { step: 1, learningRate: 1e-3 }),
      ];
      differ([step.loss], [wantedStep.loss], 'loss');
      expect(step.correct).toBe(wantedStep.correct);
      alike(await ours.state(), await reference.state());
      const [found, wanted] = [await ours.evaluate(batch), await reference.evaluate(batch)];
      differ([found.loss], [wanted.loss], 'evaluation');
      expect(found.predicted).toEqual(wanted.predicted);
      ours.dispose();
      reference.dispose();
      return worst;
    }

    /** A random graph as one that classifies: its Inputs of one size, its end led into a linear layer, and some of its nodes frozen. */
    function classifierOf(
      graph: Graph,
      frozen: readonly boolean[],
    ): { readonly graph: Graph; readonly image: ImageShape } | undefined {
      const [end] = sinks(graph);
      const input = Object.values(graph.nodes).find(({ kind }) => kind === 'Input');
      const image = input && inferNode(input, []).out;
      if (end === undefined || !image || !isImage(image)) return undefined;
      const [height, width, channels] = image;
      const position = { x: 0, y: 0 };
      const changed = Object.entries(graph.nodes).map(([id, node], index): [string, GraphNode] => {
        if (node.kind === 'Input') return [id, { ...node, params: { height, width, channels } }];
        // The gradient through a BatchNorm of a few values that are all but equal is no more than rounding.
        const epsilon = node.params['epsilon'];
        const params = typeof epsilon === 'number' ? { ...node.params, epsilon: Math.max(epsilon, 0.05) } : node.params;
        return [id, { ...node, params, ...(frozen[index] ? { frozen: true } : {}) }];
      });
      const whole: Graph = {
        ...graph,
        nodes: {
          ...Object.fromEntries(changed),
          flat: { kind: 'Flatten', params: {}, position },
          fc: { kind: 'Linear', params: { units: 4 }, position },
        },
        edges: [
          ...graph.edges,
          { id: 'to-flat', from: end, to: 'flat', toPort: 0 },
          { id: 'to-fc', from: 'flat', to: 'fc', toPort: 0 },
        ],
      };
      const fits = [...infer(whole).nodes.values()].every(({ out }) => out !== undefined);
      return fits ? { graph: whole, image } : undefined;
    }

    test('has the gradients of the LayersModel in random graphs, one by one', async () => {
      const seen = new Set<string>();
      let compared = 0;
      const frozen = fc.array(fc.constantFrom(false, false, false, true), { minLength: 12, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(graphArbitrary({ maxNodes: 12 }), frozen, async (random, some) => {
          const found = classifierOf(random, some);
          fc.pre(found !== undefined);
          if (!found) return;
          await compare(found.graph, found.image, { task: 'classification', loss: 'CrossEntropy' });
          for (const { kind } of Object.values(found.graph.nodes)) seen.add(kind);
          compared++;
        }),
        { numRuns: 100 },
      );
      console.log(`${compared} random graphs, with ${seen.size} kinds of layers`);
    });

    test.each(presetGraphs())('has them in $title, with its Dropout', async ({ graph }) => {
      // Plain JavaScript would take half a minute, but oneDNN now and then gives tfjs a wrong gradient of a 1×1 kernel with a stride.
      await tf.setBackend(oneDnn && hasStridedPointwise(graph) ? 'cpu' : 'tensorflow');
      await compare(graph, [28, 28, 1], { ...graph.training, optimizer: { kind: 'SGD', momentum: 0.5 } }, 2);
      await tf.setBackend('cpu');
    });

    test.each(['MSE', 'L1', 'BinaryCrossEntropy'])('has them with the loss %s', async (loss) => {
      const graph = graphOf(
        {
          input: node('Input', { height: 6, width: 6, channels: 2 }),
          conv: node('Conv2D', { filters: 3, padding: [1, 1], activation: 'Tanh' }),
          out: node('Conv2D', { filters: 2, padding: [1, 1], activation: 'Sigmoid' }),
        },
        ...['input > conv', 'conv > out'],
      );
      await compare(graph, [6, 6, 2], { loss, pixelScale: [0, 1] });
    });

    describe('with frozen layers first', () => {
      const preset = parseDocument(
        readFileSync(new URL('../../../presets/classifier-baseline.patchbay.json', import.meta.url), 'utf8'),
      );
      const count = 250;
      const set: ImageSet = {
        images: Uint8Array.from(uniform({ seed: 3, name: 'set', step: 0 }, count * 784, 0, 255.99)),
        labels: Uint8Array.from({ length: count }, (_, index) => index % 10),
        ...{ count, size: [28, 28, 1], classes: [] },
      };
      const scale = [-1, 1] as const;

      /** Trains for some steps and gives everything that is then known. */
      async function trained(frozen: readonly string[], prepared: boolean, before: readonly Edit[] = []) {
        if (!preset.ok) throw new Error('not read');
        const edits: readonly Edit[] = [...before, { type: 'freeze', nodes: [...frozen], frozen: true }];
        const document = applyEdits(preset.document, 'classifier', edits);
        const graph = document.graphs.find(({ id }) => id === 'classifier');
        if (!graph) throw new Error('no classifier');
        const trainer = nativeTrainer(binding, liveGraph(infer(graph)), parseTraining(graph.training).training, [28, 28, 1]);
        let told = 0;
        if (prepared) await trainer.prepare?.(set, scale, async () => ++told > 0);
        const operations: string[] = [];
        trainer.watch(({ op }) => operations.push(op));
        const losses: number[] = [];
        for (let step = 1; step <= 6; step++) {
          const order = permutation({ seed: 1, name: 'shuffle', step }, count).subarray(0, step === 6 ? 50 : 100);
          losses.push((await trainer.step(gather(set, order, scale), { step, learningRate: 1e-2 })).loss);
        }
        const state = [...(await trainer.state())].map(([name, { data }]) => [name, Array.from(data)] as const);
        trainer.dispose();
        const times = (name: string) => operations.filter((op) => op === name).length;
        return { told, losses, state, convolutions: times('Conv2D'), products: times('MatMul') };
      }

      test('computes them once, and comes to the same bytes', async () => {
        const encoder = ['conv1', 'batchnorm1', 'conv2', 'batchnorm2'];
        const [plain, cached] = [await trained(encoder, false), await trained(encoder, true)];
        expect([plain.convolutions, cached.convolutions]).toEqual([12, 0]);
        expect(cached.told).toBe(4);
        expect(cached.losses).toEqual(plain.losses);
        expect(cached.state).toEqual(plain.state);
      });

      test('takes linear ones among them', async () => {
        const hidden: Edit = {
          type: 'insert',
          edge: 'e8',
          kind: 'Linear',
          params: { units: 24, activation: 'ReLU' },
          id: 'hidden',
        };
        const layers = ['conv1', 'batchnorm1', 'conv2', 'batchnorm2', 'hidden'];
        const [plain, cached] = [await trained(layers, false, [hidden]), await trained(layers, true, [hidden])];
        expect([plain.convolutions, cached.convolutions]).toEqual([12, 0]);
        expect(plain.products - cached.products).toBe(6);
        // The rounding of a product of matrices depends on its number of rows.
        for (const [index, [name, values]] of plain.state.entries()) {
          const most = Math.max(...values.map(Math.abs));
          const off = Math.max(...values.map((value, at) => Math.abs(value - (cached.state[index]?.[1][at] ?? Number.NaN))));
          expect(off, name).toBeLessThanOrEqual(1e-6 * most);
        }
      });

      test('begins with the first that learns', async () => {
        const encoder = ['conv1', 'batchnorm1'];
        const [plain, cached] = [await trained(encoder, false), await trained(encoder, true)];
        expect([plain.convolutions, cached.convolutions]).toEqual([12, 6]);
        expect(cached.state).toEqual(plain.state);
      });

      test('has nothing to prepare where nothing is frozen', async () => {
        expect((await trained([], true)).told).toBe(0);
      });
    });

    describe('as a trainer', () => {
      trainerTests(
        (live, training, image) => nativeTrainer(binding, live, training, image),
        () => binding.getNumOfTensors(),
      );
    });
  });
}

/** The graphs of every preset that can be trained: one printed table has a mistake. */
function presetGraphs(): readonly { readonly title: string; readonly graph: Graph }[] {
  const folder = new URL('../../../presets/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.patchbay.json'));
  return names.flatMap((name) => {
    const parsed = parseDocument(readFileSync(new URL(name, folder), 'utf8'));
    if (!parsed.ok) throw new Error(`${name} cannot be read`);
    const sound = parsed.document.graphs.filter((graph) =>
      diagnose(parsed.document, graph, { fixes: false }).problems.every(({ severity }) => severity !== 'error'),
    );
    return sound.map((graph) => ({ title: `${name.replace('.patchbay.json', '')}, ${graph.id}`, graph }));
  });
}

/** True of a graph with a convolution of 1×1 whose stride is more than 1. */
function hasStridedPointwise(graph: Graph): boolean {
  const pair = z.tuple([z.number(), z.number()]);
  const windows = z.object({ kernel: pair, stride: pair });
  return [...infer(graph).nodes.values()].some(({ node: { kind }, layer }) => {
    const found = windows.safeParse(kind === 'Conv2D' ? layer.params : undefined);
    return found.success && found.data.kernel.every((size) => size === 1) && found.data.stride.some((step) => step > 1);
  });
}
