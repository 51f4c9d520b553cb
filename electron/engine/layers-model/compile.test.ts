import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Graph, GraphNode } from '../../../shared/graph/document';
import { infer, isBypassed, totalsOf } from '../../../shared/graph/infer';
import { liveGraph } from '../../../shared/graph/live';
import {
  changeArbitrary,
  changeParam,
  graphArbitrary,
  layerArbitrary,
  type RandomLayer,
  randomLayer,
} from '../../../shared/graph/random';
import { downstream } from '../../../shared/graph/wiring';
import { errorOf } from '../../../shared/layers/golden/torch';
import { KINDS, kindOf } from '../../../shared/layers/index';
import { count, type Params, ShapeError } from '../../../shared/layers/support/kind';
import type { ImageShape } from '../../../shared/layers/support/shape';
import { graphOf, netTests, node } from '../golden/net-cases';
import { compile, unexportable } from './compile';

/** The classes of tfjs itself: those that it knows before any of ours is made. */
const STOCK = new Set(Object.keys(tf.serialization.SerializationMap.getMap().classNameMap));

const topology = z.looseObject({ config: z.looseObject({ layers: z.array(z.looseObject({ class_name: z.string() })) }) });

const sizeOf = (shape: readonly (number | null)[]) => shape.slice(1);
const product = (shape: readonly number[]) => shape.reduce((total, size) => total * size, 1);

const live = (graph: Graph) => liveGraph(infer(graph));

/** A graph around one layer, called `layer`: an Input for each of its ports, and a Flatten where it takes a vector. */
function around({ kind, params, ins }: RandomLayer): Graph {
  const nodes: [string, GraphNode][] = [];
  const wires: string[] = [];
  for (const [port, size] of ins.entries()) {
    const [height, width, channels] = size.length === 3 ? size : [1, 1, size[0]];
    nodes.push([`in${port}`, node('Input', { height, width, channels })]);
    if (size.length === 3) wires.push(`in${port} > layer`);
    else {
      nodes.push([`flat${port}`, node('Flatten')]);
      wires.push(`in${port} > flat${port}`, `flat${port} > layer`);
    }
  }
  return graphOf(Object.fromEntries([...nodes, ['layer', node(kind.kind, params)]]), ...wires);
}

/** The model as JSON and back, in the words of anything that reads tfjs models. */
async function rebuild(
  model: tf.LayersModel,
): Promise<{ readonly classes: readonly string[]; readonly rebuilt: tf.LayersModel }> {
  const json = topology.parse(JSON.parse(String(model.toJSON())));
  const classes = json.config.layers.map((layer) => layer.class_name);
  return { classes, rebuilt: await tf.models.modelFromJSON({ modelTopology: JSON.parse(String(model.toJSON())) }) };
}

function tensorOf(result: tf.Tensor | tf.Tensor[]): tf.Tensor {
  if (Array.isArray(result)) throw new Error('the model gives several tensors');
  return result;
}

/** Weights and inputs that no two layers share, the same in every run; variances are above 0. */
function fill(model: tf.LayersModel): tf.Tensor[] {
  const weights = model.weights.map((weight, index) =>
    weight.name.includes('variance')
      ? tf.randomUniform(sizes(weight.shape), 0.5, 2, 'float32', index)
      : tf.randomUniform(sizes(weight.shape), -1, 1, 'float32', index),
  );
  model.setWeights(weights);
  tf.dispose(weights);
  return model.inputs.map((input, index) => tf.randomUniform([2, ...sizes(sizeOf(input.shape))], -1, 1, 'float32', 100 + index));
}

const sizes = (shape: readonly (number | null)[]) => shape.map((size) => size ?? Number.NaN);

beforeAll(async () => {
  await tf.setBackend('cpu');
});

let before = 0;
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
});

describe('one layer', () => {
  test('has the size, the weights and the counts that its kind says', async () => {
    const seen = new Map(KINDS.map(({ kind }) => [kind, { stock: 0, own: 0, refused: 0 }]));
    await fc.assert(
      fc.asyncProperty(layerArbitrary(), async (layer) => {
        const { kind, params, ins } = layer;
        const counts = seen.get(kind.kind) ?? { stock: 0, own: 0, refused: 0 };
        const out = kind.inferShape(params, ins);
        const inference = infer(around(layer));
        if (out instanceof ShapeError) {
          counts.refused += 1;
          expect(() => compile(tf, liveGraph(inference))).toThrow('layer has no size');
          return;
        }
        const model = compile(tf, liveGraph(inference));
        expect(model.inputNames).toEqual(kind.kind === 'Input' ? ['layer'] : ins.map((_, port) => `in${port}`));
        expect(model.outputs.map((output) => sizeOf(output.shape))).toEqual([[...out]]);
        expect(model.getWeights().map((weight) => weight.shape)).toEqual(kind.weights(params, ins).map(({ shape }) => shape));
        const trainable = model.trainableWeights.reduce((sum, weight) => sum + product(sizes(weight.shape)), 0);
        expect(trainable).toBe(count(kind, params, ins, out).params);

        const stock = kind.stock(params, ins) === true;
        counts[stock ? 'stock' : 'own'] += 1;
        expect(unexportable(inference).map((problem) => problem.node)).toEqual(stock ? [] : ['layer']);
        const foreign = topology
          .parse(JSON.parse(String(model.toJSON())))
          .config.layers.filter((one) => !STOCK.has(one.class_name));
        expect(foreign.length === 0, foreign.map((one) => one.class_name).join()).toBe(stock);
        if (stock) {
          const { rebuilt } = await rebuild(model);
          expect(rebuilt.outputs.map((output) => output.shape)).toEqual(model.outputs.map((output) => output.shape));
          rebuilt.dispose();
        }
        model.dispose();
      }),
      { numRuns: 3_000 },
    );
    console.log('layers:', JSON.stringify(Object.fromEntries(seen)));
    for (const [kind, { stock, own }] of seen) expect(stock + own, `${kind} with a size`).toBeGreaterThan(10);
    for (const kind of ['ConvTranspose2D', 'MaxPool2D']) expect(seen.get(kind)?.own, `${kind} of our own`).toBeGreaterThan(0);
  });

  test('computes within its range, and the same when it is saved and read by stock tfjs', async () => {
    const rounds: readonly (readonly [names: readonly string[], runs: number, params?: Params])[] = [
      // As tfjs has it: most random convolutions have groups or mirrored padding.
      [['Conv2D'], 300, { groups: 1, paddingMode: 'zeros' }],
      [['BatchNorm', 'Upsample', 'MaxPool2D', 'ConvTranspose2D'], 300],
      [KINDS.map(({ kind }) => kind), 200],
    ];
    const compared = { dilated: 0, stock: 0, own: 0 };
    for (const [names, numRuns, own] of rounds)
      await fc.assert(
        fc.asyncProperty(layerArbitrary(KINDS.filter(({ kind }) => names.includes(kind))), async (random) => {
          const { kind, ins } = random;
          const params = { ...random.params, ...own };
          const layer = { ...random, params };
          const inference = infer(around(layer));
          if (!inference.nodes.get('layer')?.out) return;
          const model = compile(tf, liveGraph(inference));
          const x = fill(model);
          const y = tensorOf(model.predict(x));
          const values = [...y.dataSync()];
          const [low, high] = kind.range(
            params,
            (ins.length === 0 ? [0] : ins).map(() => [-1, 1]),
          );
          expect(values.filter((value) => !(value >= low - 1e-5 && value <= high + 1e-5))).toEqual([]);

          if (kind.stock(params, ins) === true) {
            const { rebuilt } = await rebuild(model);
            rebuilt.setWeights(model.getWeights());
            const again = tensorOf(rebuilt.predict(x));
            expect(errorOf(again.dataSync(), values)).toBeLessThanOrEqual(1);
            compared.stock += 1;
            if (model.layers.some((one) => one.constructor.name === 'DilatedConv2D')) compared.dilated += 1;
            if (!x.includes(again)) again.dispose();
            rebuilt.dispose();
          } else compared.own += 1;
          model.dispose();
          tf.dispose([x, y]);
        }),
        { numRuns },
      );
    console.log('predicted:', JSON.stringify(compared));
    expect(compared.stock).toBeGreaterThan(200);
    expect(compared.dilated).toBeGreaterThan(20);
    expect(compared.own).toBeGreaterThan(5);
  });
});

/** The values of an image of a batch of one, by row, column and channel; what lies outside is `outside`. */
function reader(x: tf.Tensor, outside: number): (row: number, column: number, channel: number) => number {
  const [, height = 0, width = 0, channels = 0] = x.shape;
  const values = x.dataSync();
  return (row, column, channel) =>
    row < 0 || column < 0 || row >= height || column >= width
      ? outside
      : (values[(row * width + column) * channels + channel] ?? Number.NaN);
}

const pair = z.tuple([z.number(), z.number()]);
const windowed = z.object({ kernel: pair, stride: pair, padding: pair, dilation: pair.default([1, 1]) });
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Runs a layer on one random image, and gives its result and what a plain loop over its definition gives. */
function byDefinition(
  layer: RandomLayer,
  value: (x: tf.Tensor, weights: tf.Tensor[], row: number, column: number, channel: number) => number,
) {
  const inference = infer(around(layer));
  const out = inference.nodes.get('layer')?.out;
  if (out?.length !== 3) return undefined;
  return tf.tidy(() => {
    const model = compile(tf, liveGraph(inference));
    fill(model);
    const x = tf.randomUniform([1, ...(layer.ins[0] ?? [])], -1, 1, 'float32', 7);
    const found = [...tensorOf(model.predict(x)).dataSync()];
    const weights = model.getWeights();
    const wanted = upTo(out[0]).flatMap((row) =>
      upTo(out[1]).flatMap((column) => upTo(out[2]).map((channel) => value(x, weights, row, column, channel))),
    );
    model.dispose();
    return { found, wanted };
  });
}

describe('by its definition', () => {
  const image = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 2 }));
  const both = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
  const layerOf = (name: string, raw: Readonly<Record<string, unknown>>, size: ImageShape) => {
    const kind = kindOf(name);
    if (!kind) throw new Error(`no kind ${name}`);
    return randomLayer(kind, kind.params.parse(raw), [size]);
  };
  const layers = (name: string, params: fc.Arbitrary<Readonly<Record<string, unknown>>>) =>
    fc.tuple(params, image).map(([raw, size]) => layerOf(name, raw, size));

  test('a transposed convolution spreads its input, far beyond its kernel too', () => {
    const seen = { stock: 0, own: 0, refused: 0 };
    const params = fc.record({
      ...{ filters: fc.integer({ min: 1, max: 2 }), kernel: both(1, 3), stride: both(1, 7), padding: both(0, 4) },
      ...{
        outputPadding: both(0, 6),
        dilation: fc.oneof(both(1, 1), both(1, 4)),
        bias: fc.constant(true),
        activation: fc.constant('None'),
      },
    });
    // The output padding alone is left of its output.
    const allCutOff = { filters: 1, kernel: [2, 2], stride: [7, 7], padding: [4, 4], outputPadding: [6, 6], dilation: [2, 2] };
    const bias = (weights: tf.Tensor[], channel: number) => weights[1]?.dataSync()[channel] ?? Number.NaN;
    fc.assert(
      fc.property(layers('ConvTranspose2D', params), (layer) => {
        const p = windowed.parse(layer.params);
        const result = byDefinition(layer, (x, weights, row, column, channel) => {
          const [kernelHeight = 0, kernelWidth = 0, outputs = 0, inputs = 0] = weights[0]?.shape ?? [];
          const kernel = weights[0]?.dataSync() ?? [];
          const read = reader(x, 0);
          let sum = bias(weights, channel);
          for (const i of upTo(kernelHeight))
            for (const j of upTo(kernelWidth)) {
              const [y, z] = [row + p.padding[0] - i * p.dilation[0], column + p.padding[1] - j * p.dilation[1]];
              if (y % p.stride[0] !== 0 || z % p.stride[1] !== 0) continue;
              for (const from of upTo(inputs))
                sum +=
                  read(y / p.stride[0], z / p.stride[1], from) *
                  (kernel[((i * kernelWidth + j) * outputs + channel) * inputs + from] ?? 0);
            }
          return sum;
        });
        if (result) expect(errorOf(result.found, result.wanted)).toBeLessThanOrEqual(1);
        seen[result ? (layer.kind.stock(layer.params, layer.ins) === true ? 'stock' : 'own') : 'refused'] += 1;
      }),
      { numRuns: 600, examples: [[layerOf('ConvTranspose2D', allCutOff, [1, 1, 1])]] },
    );
    console.log('transposed convolutions:', JSON.stringify(seen));
    expect(Math.min(seen.stock, seen.own)).toBeGreaterThan(20);
  });

  test('max pooling never chooses its padding, whichever way it is built', () => {
    const seen = { stock: 0, own: 0, refused: 0 };
    const params = fc.record({ kernel: both(1, 5), stride: both(1, 4), padding: both(0, 2) });
    fc.assert(
      fc.property(layers('MaxPool2D', params), (layer) => {
        const p = windowed.parse(layer.params);
        const result = byDefinition(layer, (x, _, row, column, channel) => {
          const read = reader(x, Number.NEGATIVE_INFINITY);
          const [top, left] = [row * p.stride[0] - p.padding[0], column * p.stride[1] - p.padding[1]];
          const cells = upTo(p.kernel[0]).flatMap((i) => upTo(p.kernel[1]).map((j) => read(top + i, left + j, channel)));
          return Math.max(...cells);
        });
        if (result) expect(result.found).toEqual(result.wanted);
        const padded = p.padding.some((rows) => rows > 0);
        if (result && padded) seen[layer.kind.stock(layer.params, layer.ins) === true ? 'stock' : 'own'] += 1;
        if (!result) seen.refused += 1;
      }),
      { numRuns: 600 },
    );
    console.log('max pooling with padding:', JSON.stringify(seen));
    expect(Math.min(seen.stock, seen.own)).toBeGreaterThan(5);
  });
});

/** The layers of one node in a model, in the order in which they are applied. */
function layersOf(model: tf.LayersModel, id: string): readonly tf.layers.Layer[] {
  return model.layers.filter(({ name }) => name === id || name.startsWith(`${id}.`));
}

describe('a graph', () => {
  test('has in every node the size that tfjs has, and as many parameters in all', () => {
    const seen = { nodes: 0, edges: 0, inputs: 0, merges: 0, bypassed: 0, apart: 0 };
    fc.assert(
      fc.property(graphArbitrary(), (graph) => {
        const inference = infer(graph);
        const left = new Set(inference.nodes.keys());
        let trainable = 0;
        // Inputs to the other ports of a bypassed merge are not part of the model, and are compiled by themselves.
        for (const end of [...inference.nodes.keys()].reverse()) {
          if (!left.has(end)) continue;
          const model = compile(tf, liveGraph(inference, [end]));
          expect(sizeOf(model.outputs[0]?.shape ?? [])).toEqual(inference.nodes.get(end)?.out);
          for (const id of [...left]) {
            const layers = layersOf(model, id);
            const last = layers.at(-1);
            if (!last) continue;
            left.delete(id);
            expect(sizeOf(z.array(z.number().nullable()).parse(last.outputShape)), id).toEqual(inference.nodes.get(id)?.out);
            const weights = layers.flatMap((layer) => layer.trainableWeights);
            trainable += weights.reduce((sum, weight) => sum + product(sizes(weight.shape)), 0);
          }
          // A bypassed node has no layers: it has the size of what it hands on.
          for (const [id, { node, layer, ins, out }] of inference.nodes) {
            if (!left.has(id) || !layer.kind || !isBypassed(node, layer.kind)) continue;
            left.delete(id);
            expect(out).toEqual(ins[0]);
            seen.bypassed += 1;
          }
          if (left.size > 0) seen.apart += 1;
          model.dispose();
        }
        expect([...left]).toEqual([]);
        expect(trainable).toBe(totalsOf(inference).params);
        seen.nodes += inference.nodes.size;
        seen.edges += graph.edges.length;
        const kinds = Object.values(graph.nodes).map(({ kind }) => kind);
        seen.inputs += kinds.filter((kind) => kind === 'Input').length;
        seen.merges += kinds.filter((kind) => (kindOf(kind)?.inputs.max ?? 0) > 1).length;
      }),
      { numRuns: 500 },
    );
    console.log('500 graphs:', JSON.stringify(seen));
    expect(seen.nodes).toBeGreaterThan(500 * 8);
    expect(seen.bypassed).toBeGreaterThan(100);
  });

  test('inferred after a change of parameters is what a fresh inference is', () => {
    let [changed, refused, kept] = [0, 0, 0];
    fc.assert(
      fc.property(graphArbitrary(), fc.array(changeArbitrary, { minLength: 1, maxLength: 4 }), (start, changes) => {
        let graph = start;
        let inference = infer(graph);
        for (const change of changes) {
          const next = changeParam(graph, change);
          const after = infer(next, inference);
          const fresh = infer(next);
          expect([...after.nodes.keys()]).toEqual([...fresh.nodes.keys()]);
          for (const [id, { ins, out, refusal }] of fresh.nodes) {
            const now = after.nodes.get(id);
            expect({ ins: now?.ins, out: now?.out, refusal: now?.refusal }, id).toEqual({ ins, out, refusal });
          }
          const touched = Object.keys(next.nodes).filter((id) => next.nodes[id] !== graph.nodes[id]);
          const behind = new Set(touched.flatMap((id) => [...downstream(after.wiring, id)]));
          for (const [id, before] of inference.nodes)
            if (!behind.has(id)) {
              expect(after.nodes.get(id), `${id} is not behind the change`).toBe(before);
              kept += 1;
            }
          changed += 1;
          if ([...fresh.nodes.values()].some(({ refusal }) => refusal)) refused += 1;
          [graph, inference] = [next, after];
        }
      }),
      { numRuns: 500 },
    );
    console.log('changes:', JSON.stringify({ changed, refused, kept }));
    expect(refused).toBeGreaterThan(50);
  });

  test('says the sizes that its nodes are expected to have', () => {
    fc.assert(
      fc.property(graphArbitrary({ expects: true }), (graph) => {
        for (const { node, out } of infer(graph).nodes.values())
          if (node.expect) expect(node.expect).toEqual(out?.length === 3 ? out : [1, 1, ...(out ?? [])]);
      }),
    );
  });
});

describe('compile', () => {
  const input = node('Input', { height: 4, width: 4, channels: 2 });
  const conv = node('Conv2D', { filters: 3, padding: [1, 1], activation: 'ReLU' });

  test('takes an Input for a model of its own', () => {
    const model = compile(tf, live(graphOf({ input })));
    expect(model.outputs.map(({ shape }) => shape)).toEqual([[null, 4, 4, 2]]);
    model.dispose();
  });

  test('keeps apart what names alone would not', () => {
    const model = compile(
      tf,
      live(
        graphOf(
          { input, conv, conv_pad: conv, conv_activation: conv },
          'input > conv',
          'conv > conv_pad',
          'conv_pad > conv_activation',
        ),
      ),
    );
    expect(new Set(model.layers.map(({ name }) => name)).size).toBe(10);
    model.dispose();
  });

  test('leaves out what leads into the other ports of a bypassed merge', () => {
    const add = node('Add', {}, { bypassed: true });
    const model = compile(tf, live(graphOf({ input, other: input, conv, add }, 'input > add', 'other > conv', 'conv > add')));
    expect(model.inputNames).toEqual(['input']);
    expect(model.layers).toHaveLength(1);
    model.dispose();
  });

  test('adds a tensor to itself', () => {
    const model = compile(tf, live(graphOf({ input, add: node('Add') }, 'input > add', 'input > add')));
    const [x, y] = tf.tidy(() => {
      const ones = tf.ones([1, 4, 4, 2]);
      return [ones.dataSync(), tensorOf(model.predict(ones)).dataSync()];
    });
    expect([...y]).toEqual([...x].map((value) => 2 * value));
    model.dispose();
  });

  test.each([
    ['graph has no node without a successor', graphOf({})],
    [
      'graph has 2 nodes without a successor: conv, other',
      graphOf({ input, conv, other: conv }, 'input > conv', 'input > other'),
    ],
    ['conv has no size', graphOf({ input, conv: node('Conv2D', { kernel: [9, 9] }) }, 'input > conv')],
    ['conv has no size', graphOf({ input, conv: node('Conv2D', { kernel: 'x' }) }, 'input > conv')],
    ['odd has no size', graphOf({ input, odd: node('Unheard') }, 'input > odd')],
    ['conv has no size', graphOf({ conv })],
  ])('refuses: %s', (message, graph) => {
    expect(() => compile(tf, live(graph))).toThrow(message);
  });

  test('says which nodes cannot be exported, and why', () => {
    const wide = node('ConvTranspose2D', { dilation: [2, 2] });
    const found = unexportable(infer(graphOf({ input, conv, wide }, 'input > conv', 'conv > wide')));
    expect(found.map(({ node }) => node)).toEqual(['wide']);
    expect(found[0]?.reason.en).toContain('dilation');
    expect(found[0]?.reason.es).toContain('dilatación');
  });
});

netTests(() => tf);

describe('a tensor that comes into a merge twice', () => {
  test('is still there for what else needs it when the model only predicts', () => {
    const node = (kind: string, params: Record<string, unknown> = {}) => ({ kind, params, position: { x: 0, y: 0 } });
    const wire = (from: string, to: string, toPort = 0) => ({ id: `${from}-${to}-${toPort}`, from, to, toPort });
    const model = compile(
      tf,
      live({
        id: 'twice',
        name: '',
        nodes: {
          input: node('Input', { height: 2, width: 2, channels: 1 }),
          a: node('Activation', { function: 'ReLU' }),
          double: node('Add'),
          again: node('Add'),
          all: node('Concat'),
        },
        edges: [
          wire('input', 'a'),
          wire('a', 'double', 0),
          wire('a', 'double', 1),
          wire('double', 'again', 0),
          wire('a', 'again', 1),
          wire('again', 'all', 0),
          wire('a', 'all', 1),
        ],
        annotations: [],
        training: {},
      }),
    );
    const values = tf.tidy(() => {
      const output = model.predict(tf.tensor([1, -2, 3, 4], [1, 2, 2, 1]));
      if (!(output instanceof tf.Tensor)) throw new Error('one output');
      return [...output.dataSync()];
    });
    expect(values).toEqual([3, 1, 0, 0, 9, 3, 12, 4]);
  });
});
