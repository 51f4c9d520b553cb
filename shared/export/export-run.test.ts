import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { needs } from '../../e2e/support/needs';
import { type Document, type Graph, type GraphNode, graphOf } from '../graph/document';
import { type Inference, infer, sized } from '../graph/infer';
import { liveGraph } from '../graph/live';
import { parseDocument } from '../graph/parse';
import { graphArbitrary } from '../graph/random';
import { sinks } from '../graph/wiring';
import { convTranspose2D } from '../layers/conv-transpose2d/conv-transpose2d';
import { SPREAD_CONV_TRANSPOSE_2D } from '../layers/conv-transpose2d/pytorch';
import { conv2D } from '../layers/conv2d/conv2d';
import { ShapeError } from '../layers/support/kind';
import type { Pair } from '../layers/support/shape';
import { LOSSES } from '../training/losses/index';
import { OPTIMIZERS } from '../training/optimizers/index';
import { SCHEDULES } from '../training/schedules/index';
import { CLASSIFIER, documentOf, ENCODER, fitted, NARROW, ODD, SKIP, STRIDED } from './examples';
import { EXPORTERS, exporterOf } from './index';
import { ExportError } from './support/error';
import { type Program, programOf } from './support/program';
import { identifiersOf } from './support/python';

/**
 * Runs exported scripts, if an environment variable names a Python with the library:
 *
 *     PATCHBAY_PYTHON_TORCH=/path/to/python PATCHBAY_PYTHON_KERAS=/path/to/python npx vitest run shared/export
 */
const PYTHON = { pytorch: process.env['PATCHBAY_PYTHON_TORCH'], keras: process.env['PATCHBAY_PYTHON_KERAS'] };
const SUFFIX = { pytorch: 'pt', keras: 'npz' };
type Library = keyof typeof PYTHON;
const LIBRARIES: readonly Library[] = ['pytorch', 'keras'];
const MINUTES = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'patchbay-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('runs the scripts of every exporter that writes one', () => {
  expect(EXPORTERS.filter(({ fileKind }) => fileKind === 'python').map(({ name }) => name)).toEqual(LIBRARIES);
});

function run(library: Library, args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', PYTHONDONTWRITEBYTECODE: '1' };
  const options = { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync(PYTHON[library] ?? 'python3', args, options);
  return { status, output: `${stdout}${stderr}` };
}

function save(library: Library, name: string, graph: Graph, document = documentOf([graph])): string {
  const file = join(folder, `${name}_${library}.py`);
  writeFileSync(file, exporterOf(library).write(document, graph, infer(graph)));
  return file;
}

function preset(name: string): Document {
  const parsed = parseDocument(readFileSync(new URL(`../../presets/${name}.patchbay.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(name);
  return parsed.document;
}

function graphIn(document: Document, id: string): Graph {
  const graph = graphOf(document, id);
  if (!graph) throw new Error(id);
  return graph;
}

/** Pseudo-random numbers with a fixed seed. */
function* numbers(): Generator<number> {
  for (let state = 1; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state;
  }
}

function idx(sizes: readonly number[], values: readonly number[]): Buffer {
  const lengths = sizes.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return Buffer.from([0, 0, 8, sizes.length, ...lengths, ...values]);
}

/** A learnable data set: each class is a bright square at its own position, with noise. */
function writeData(name: string, side: number, classes: number, compressed: boolean): string {
  const place = join(folder, name, ...(compressed ? [] : ['FashionMNIST', 'raw']));
  mkdirSync(place, { recursive: true });
  const random = numbers();
  const next = (below: number) => (random.next().value ?? 0) % below;
  const square = Math.floor(side / 4);
  for (const [part, count] of [
    ['train', 72],
    ['t10k', 24],
  ] as const) {
    const labels = Array.from({ length: count }, () => next(classes));
    const images = labels.flatMap((label) => {
      const [top, left] = [Math.floor(label / 4) * square, (label % 4) * square];
      const inside = (row: number, column: number) =>
        row >= top && row < top + square && column >= left && column < left + square;
      return Array.from(
        { length: side * side },
        (_, pixel) => (inside(Math.floor(pixel / side), pixel % side) ? 200 : 20) + next(50),
      );
    });
    const files = {
      [`${part}-images-idx3-ubyte`]: idx([count, side, side], images),
      [`${part}-labels-idx1-ubyte`]: idx([count], labels),
    };
    for (const [file, content] of Object.entries(files))
      writeFileSync(join(place, compressed ? `${file}.gz` : file), compressed ? gzipSync(content) : content);
  }
  return name;
}

interface Epoch {
  readonly train: number;
  readonly validation: number;
}

function epochsOf(output: string): readonly Epoch[] {
  return [...output.matchAll(/^epoch \d+[^:]*: train loss ([\d.]+), validation loss ([\d.]+)/gm)].map(
    ([, train, validation]) => ({
      train: Number(train),
      validation: Number(validation),
    }),
  );
}

function expectFalling(output: string, epochs: number): void {
  const losses = epochsOf(output);
  expect(losses.length, output).toBe(epochs);
  const [first, last] = [losses[0], losses.at(-1)];
  expect(last?.train).toBeLessThan(first?.train ?? 0);
  expect(last?.validation).toBeLessThan(first?.validation ?? 0);
}

describe.each(LIBRARIES)('the script for %s', (library) => {
  const python = library === 'pytorch' ? 'torch' : 'keras';
  const suffix = SUFFIX[library];

  it('trains the autoencoder of Table 2', { timeout: 10 * MINUTES, ...needs(python) }, () => {
    const data = writeData('large', 28, 10, true);
    const document = preset('table2-baseline');
    const file = save(library, 'table2', graphIn(document, 'autoencoder'), document);
    const { status, output } = run(library, [file, '--data', data, '--epochs', '4', '--limit', '60', '--save', `t2.${suffix}`]);
    expect(status, output).toBe(0);
    expect(output).toContain('60 images to train on, 24 to validate with');
    expect(output).not.toContain('Without --weights');
    expectFalling(output, 4);
  });

  it('trains skip connections, merges, and sizes that differ by axis', { timeout: 10 * MINUTES, ...needs(python) }, () => {
    const data = writeData('small', 8, 4, false);
    for (const graph of [SKIP, ODD]) {
      const { status, output } = run(library, [save(library, graph.id, graph), '--data', data, '--epochs', '4']);
      expect(status, output).toBe(0);
      expectFalling(output, 4);
    }
  });

  it('trains a classifier on a frozen encoder', { timeout: 10 * MINUTES, ...needs(python) }, () => {
    const data = writeData('small', 8, 4, false);
    const document = documentOf([ENCODER, CLASSIFIER]);
    const encoder = run(library, [save(library, 'encoder', ENCODER), '--data', data, '--epochs', '3', '--save', `e.${suffix}`]);
    expect(encoder.status, encoder.output).toBe(0);
    expectFalling(encoder.output, 3);

    const file = save(library, 'classifier', CLASSIFIER, document);
    const args = [file, '--data', data, '--save', `c.${suffix}`];
    const trained = run(library, [...args, '--epochs', '5', '--weights', `e.${suffix}`]);
    expect(trained.status, trained.output).toBe(0);
    expect(trained.output).toContain('54 images to train on, 18 to validate with');
    expect(trained.output).not.toContain('Without --weights');
    expectFalling(trained.output, 5);
    expect(trained.output).toMatch(/validation accuracy \d+\.\d\d%/);

    writeFileSync(join(folder, `same_${library}.py`), SAME[library]);
    expect(run(library, [`same_${library}.py`]).output.trim()).toBe(
      `${library === 'pytorch' ? 7 : 6} tensors are the same, 0 differ, 27 batches`,
    );

    const fresh = run(library, [...args, '--epochs', '1', '--limit', '9']);
    expect(fresh.status, fresh.output).toBe(0);
    expect(fresh.output).toContain('Without --weights FILE, 2 layers start fresh and not from the trained encoder.');
  });

  it('stops early', { timeout: 10 * MINUTES, ...needs(python) }, () => {
    const graph: Graph = { ...ENCODER, training: { ...ENCODER.training, earlyStopping: { patience: 2, minDelta: 1e5 } } };
    const { status, output } = run(library, [save(library, 'early', graph), '--data', writeData('small', 8, 4, false)]);
    expect(status, output).toBe(0);
    expect(epochsOf(output)).toHaveLength(3);
  });

  it('reports errors of its files', { timeout: 10 * MINUTES, ...needs(python) }, () => {
    const small = writeData('small', 8, 4, false);
    const message = (graph: Graph, ...args: readonly string[]) => {
      const { status, output } = run(library, [save(library, 'wrong', graph, documentOf([graph, ENCODER])), ...args]);
      expect(status, output).not.toBe(0);
      expect(output).not.toContain('Traceback');
      return output;
    };
    const large = writeData('large', 28, 10, true);
    expect(message(ENCODER, '--data', large)).toContain('The images are (28, 28, 1), and the model takes (8, 8, 1).');
    const other = { ...ENCODER, training: { ...ENCODER.training, dataset: 'mine' } };
    expect(message(other, '--data', 'nowhere')).toContain('nowhere does not hold the four IDX files of mine');
    const few = fitted(ENCODER, 'classification', 2);
    expect(message(few, '--data', small)).toContain('There are labels up to 3, and the model has 2 outputs.');
    expect(message(CLASSIFIER, '--data', small, '--weights', `skip.${suffix}`)).toMatch(
      /does not hold the weights of conv that train_/,
    );
    expect(message(ENCODER, '--data', small, '--save', 'no/where')).toContain('there is no folder no');
    expect(message(ENCODER, '--data', small, '--epochs', '0')).toContain('0 is less than 1');
  });
});

/** Compares the frozen layers of c with the layers of e that they started from, byte by byte. */
const SAME: Readonly<Record<Library, string>> = {
  pytorch: `
import torch
e, c = torch.load("e.pt"), torch.load("c.pt")
pairs = [(e[f"{a}.{key}"], c[f"{b}.{key}"]) for a, b in (("conv", "train_"), ("norm", "norm")) for key in
         ("weight", "bias", "running_mean", "running_var", "num_batches_tracked") if f"{a}.{key}" in e]
same = sum(torch.equal(a, b) for a, b in pairs)
print(same, "tensors are the same,", len(pairs) - same, "differ,", int(e["norm.num_batches_tracked"]), "batches")
`,
  keras: `
import numpy as np
e, c = np.load("e.npz"), np.load("c.npz")
pairs = [(e[f"{a}/{n}"], c[f"{b}/{n}"]) for a, b, count in (("conv", "train_", 2), ("norm", "norm", 4)) for n in range(count)]
same = sum(np.array_equal(a, b) for a, b in pairs)
print(same, "tensors are the same,", len(pairs) - same, "differ,", 27 if e["norm/3"].min() != 1 else 0, "batches")
`,
};

/**
 * Compares the convolutions of scripts with PyTorch's own modules in float64, which oneDNN does not compute: outputs and all
 * gradients, in both memory layouts. Prints the largest error by case, relative to the largest value.
 */
const CONVOLUTIONS = `
import json, pathlib, sys
import torch, torch.nn.functional as F
from torch import nn

torch.manual_seed(3)
torch.set_num_threads(1)
request = json.loads(pathlib.Path(sys.argv[1]).read_text())
names = dict(torch=torch, nn=nn, F=F)
exec(request["helpers"], names)
errors = []
for case in request["cases"]:
    plain = eval(case["plain"], names)
    net = nn.Module()
    net.layer = eval(case["module"], names)
    net.layer.load_state_dict(plain.state_dict())
    plain.double()
    worst = 0.0
    for batch in (1, 3, 32):
        for layout in (torch.contiguous_format, torch.channels_last):
            images = torch.randn(batch, *case["shape"])
            x, reference = images.clone(memory_format=layout).requires_grad_(), images.double().requires_grad_()
            wanted = plain(reference)
            y = eval(case["forward"], {**names, "self": net, "x": x})
            assert y.shape == wanted.shape, (case, y.shape, wanted.shape)
            gradient = torch.randn(y.shape)
            for module, out in ((net, y), (plain, wanted)):
                module.zero_grad()
                out.backward(gradient.to(out.dtype).clone(memory_format=layout))
            pairs = [(y, wanted), (x.grad, reference.grad), *((a.grad, b.grad) for a, b in zip(net.parameters(), plain.parameters()))]
            for found, right in pairs:
                error = ((found.double() - right).abs().max() / (right.abs().max() + 1e-3)).item()
                worst = max(worst, error if error == error else float("inf"))
    errors.append(min(worst, 1e9))
print(json.dumps(errors))
`;

it('computes convolutions as PyTorch does without oneDNN', { timeout: 10 * MINUTES, ...needs('torch') }, () => {
  const pairs = (...all: readonly Pair[]) => all;
  const cases = [conv2D, convTranspose2D].flatMap((kind) =>
    pairs([1, 1], [2, 2], [3, 2], [1, 3]).flatMap((kernel) =>
      pairs([1, 2], [1, 3], [2, 1], [2, 2]).flatMap((stride) =>
        pairs([0, 0], [0, 1]).flatMap((padding) =>
          [1, 3].flatMap((channels) =>
            [1, 2].flatMap((columns) => {
              const [narrow, wide] = [
                [6, columns],
                [6 * stride[0] + 1, (columns - 1) * stride[1] + kernel[1]],
              ];
              const [height = 0, width = 0] = kind === conv2D ? wide : narrow;
              const raw = { filters: kind === conv2D ? 5 : channels, kernel, stride, padding, dilation: [2, 1] };
              const outputPadding = kind === conv2D ? {} : { outputPadding: [columns === 1 ? stride[0] - 1 : 1, stride[1] - 1] };
              const params = kind.params.parse({ ...raw, ...outputPadding });
              const ins = [[height, width, kind === conv2D ? channels : 5]] as const;
              if (kind.inferShape(params, ins) instanceof ShapeError) return [];
              const source = kind.source.pytorch(params, ins);
              const plain = kind.source.pytorch({ ...params, stride: [1, 1] }, ins).module ?? '';
              const name = kind === conv2D ? 'nn.Conv2d' : 'nn.ConvTranspose2d';
              return [
                {
                  plain: plain.replace(/^[\w.]+\((.*)\)$/, `${name}($1, stride=(${stride.join(', ')}))`),
                  module: source.module,
                  forward: source.forward('self.layer', ['x']),
                  shape: [ins[0][2], height, width],
                },
              ];
            }),
          ),
        ),
      ),
    ),
  );
  expect(cases.length).toBeGreaterThan(150);
  writeFileSync(join(folder, 'convolutions.json'), JSON.stringify({ helpers: SPREAD_CONV_TRANSPOSE_2D, cases }));
  writeFileSync(join(folder, 'convolutions.py'), CONVOLUTIONS);
  const { status, output } = run('pytorch', ['-W', 'ignore', 'convolutions.py', 'convolutions.json']);
  expect(status, output.slice(-2000)).toBe(0);
  const errors = z.array(z.number()).length(cases.length).parse(JSON.parse(output));
  expect(cases.filter((_, index) => !((errors[index] ?? Number.NaN) < 1e-4))).toEqual([]);
});

/** The outputs of all scripts on random weights and images in PyTorch, and then six training steps on one batch. */
const REFERENCE = `
import contextlib, importlib.util, io, json, pathlib, sys
import numpy as np, torch

def flat(tensor):
    return {"shape": list(tensor.shape), "data": np.asarray(tensor, np.float64).reshape(-1).tolist()}

def layout(tensor):
    return tensor.permute({4: (2, 3, 1, 0), 3: (1, 2, 0), 2: (1, 0), 1: (0,)}[tensor.dim()])

def channels_last(tensor):
    return tensor.permute(0, 2, 3, 1) if tensor.dim() == 4 else tensor

for file in sorted(pathlib.Path(sys.argv[1]).glob("*_pytorch.py")):
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    torch.manual_seed(7)
    net = module.Net()
    weights = {}
    with torch.no_grad():
        for name, layer in net.named_children():
            state = layer.state_dict()
            if "running_var" in state:
                for tensor in (layer.weight, layer.running_var):
                    tensor.uniform_(0.5, 1.5)
                for tensor in (layer.bias, layer.running_mean):
                    tensor.uniform_(-0.5, 0.5)
            order = ("weight", "bias", "running_mean", "running_var")
            if state:
                weights[name] = [flat(layout(state[key])) for key in order if key in state]
        height, width, channels = module.IMAGE_SIZE
        x = torch.randn(3, channels, height, width)
        net.eval()
        y = net(x)
    parameters = sum(weight.numel() for weight in net.parameters())
    images = torch.rand(16, channels, height, width) * 0.8 + 0.1
    labels = torch.arange(16) % getattr(module, "CLASSES", 1)
    targets = labels if hasattr(module, "CLASSES") else images
    module.BATCH_SIZE, module.LEARNING_RATE = 16, 0.002
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        module.train(net, (images, targets), (images, targets), 6)
    result = dict(weights=weights, x=flat(channels_last(x)), y=flat(channels_last(y)), parameters=parameters,
                  images=flat(channels_last(images)), labels=labels.tolist(), printed=printed.getvalue())
    file.with_suffix(".json").write_text(json.dumps(result))
`;

/** The same in Keras, with the same weights and images. */
const REPLAY = `
import contextlib, importlib.util, io, json, pathlib, sys
import keras, numpy as np

def array(flat):
    return np.array(flat["data"], np.float32).reshape(flat["shape"])

for file in sorted(pathlib.Path(sys.argv[1]).glob("*_keras.py")):
    reference = json.loads(file.with_name(file.name.replace("_keras.py", "_pytorch.json")).read_text())
    spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    model = module.build_model()
    parameters = sum(
        int(np.prod(weight.shape)) for layer in model.layers for weight in layer.weights if "moving_" not in weight.path
    )
    drawn = {layer.name: layer.get_weights() for layer in model.layers}
    for name, weights in reference["weights"].items():
        layer = model.get_layer(name)
        layer.set_weights([array(weight).reshape(own.shape) for weight, own in zip(weights, layer.get_weights())])
    y = np.asarray(model(array(reference["x"]), training=False))
    images, labels = array(reference["images"]), np.array(reference["labels"])
    data = (images, labels if hasattr(module, "CLASSES") else images)
    module.BATCH_SIZE, module.LEARNING_RATE = 16, 0.002
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        module.train(model, data, data, 6)
    result = dict(y=dict(shape=list(y.shape), data=y.astype(float).reshape(-1).tolist()), parameters=parameters,
                  printed=printed.getvalue(), drawn={name: [float(np.abs(w).max()) for w in ws] for name, ws in drawn.items()})
    file.with_suffix(".json").write_text(json.dumps(result))
`;

const flat = z.object({ shape: z.array(z.int()), data: z.array(z.number()) });
type Flat = z.output<typeof flat>;
const referenceSchema = z.object({
  weights: z.record(z.string(), z.array(flat)),
  x: flat,
  y: flat,
  parameters: z.int(),
  printed: z.string(),
});
const replaySchema = z.object({
  y: flat,
  parameters: z.int(),
  printed: z.string(),
  drawn: z.record(z.string(), z.array(z.number())),
});

interface Case {
  readonly name: string;
  readonly graph: Graph;
  readonly inference: Inference;
  readonly program: Program;
}

/** Training configurations that combine every loss with every optimizer. */
function trainings(index: number) {
  const optimizers = [
    ...OPTIMIZERS.map(({ name }) => ({ kind: name })),
    { kind: 'SGD', momentum: 0.9 },
    { kind: 'SGD', momentum: 0.8, nesterov: true, weightDecay: 0.1 },
    { kind: 'RMSprop', momentum: 0.5, centered: true, weightDecay: 0.1 },
    { kind: 'Adagrad', lrDecay: 0.2, weightDecay: 0.1 },
  ];
  const loss = LOSSES[index % LOSSES.length] ?? LOSSES[0];
  const optimizer = optimizers[Math.floor(index / LOSSES.length) % optimizers.length];
  const [task = 'reconstruction'] = loss.tasks;
  const schedule = SCHEDULES[index % SCHEDULES.length] ?? SCHEDULES[0];
  const clipping = [undefined, { by: 'norm', at: 0.5 }, { by: 'value', at: 0.05 }][index % 3];
  const limited = clipping ? { clipping } : {};
  return {
    task,
    loss: loss.name,
    optimizer,
    ...limited,
    schedule: { kind: schedule.name, warmUp: index % 2 },
    pixelScale: [0, 1],
  };
}

/** A graph fitted to the task of its loss, without Dropout; BinaryCrossEntropy gets probabilities. */
function randomCase(random: Graph, index: number): Graph {
  const nodes = Object.entries(random.nodes).map(([id, node]): [string, GraphNode] => [
    id,
    node.kind === 'Dropout' ? { ...node, params: { rate: 0 } } : node,
  ]);
  const graph = { ...random, nodes: Object.fromEntries(nodes) };
  const training = trainings(index);
  const made = fitted(graph, training.task);
  if (training.loss !== 'BinaryCrossEntropy') return { ...made, training };
  const [end = ''] = sinks(made);
  const sigmoid = { kind: 'Activation', params: { function: 'Sigmoid' }, position: { x: 0, y: 0 } };
  return {
    ...made,
    nodes: { ...made.nodes, probability: sigmoid },
    edges: [...made.edges, { id: 'probability', from: end, to: 'probability', toPort: 0 }],
    training,
  };
}

const RANDOM = 48;

function casesOf(): readonly Case[] {
  const fixed: readonly (readonly [string, Document, string])[] = [
    ...['table2-baseline', 'autoencoder-maxavg', 'fc-autoencoder'].map((name) => [name, preset(name), 'autoencoder'] as const),
    ...['classifier-baseline', 'plain-cnn', 'residual-net'].map((name) => [name, preset(name), 'classifier'] as const),
    ...[SKIP, ODD, NARROW, STRIDED, ENCODER, CLASSIFIER].map(
      (graph) => [graph.id, documentOf([ENCODER, graph]), graph.id] as const,
    ),
  ];
  const made = fixed.map(([name, document, id]) => makeCase(name, graphIn(document, id), document));
  const random: Case[] = [];
  for (const graph of fc.sample(graphArbitrary(), { numRuns: 400, seed: 5 })) {
    if (random.length === RANDOM) break;
    try {
      const whole = randomCase(graph, random.length);
      random.push(makeCase(`random-${String(random.length).padStart(2, '0')}`, whole, documentOf([whole])));
    } catch (error) {
      // Inputs of different sizes have no data set.
      if (!(error instanceof ExportError) || !['otherInput', 'notTheInput'].includes(error.code)) throw error;
    }
  }
  return [...made, ...random];
}

const CASES = 'cases';

function makeCase(name: string, graph: Graph, document: Document): Case {
  const inference = infer(graph);
  const program = programOf(document, graph, inference);
  for (const library of LIBRARIES) save(library, join(CASES, name), graph, document);
  return { name, graph, inference, program };
}

function read<S extends z.ZodType>(name: string, library: Library, schema: S): z.output<S> {
  return schema.parse(JSON.parse(readFileSync(join(folder, CASES, `${name}_${library}.json`), 'utf8')));
}

function expectClose(found: Flat, wanted: Flat, what: string): void {
  expect(found.shape, `shape of ${what}`).toEqual(wanted.shape);
  const largest = wanted.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const errors = wanted.data.map((value, index) => Math.abs(value - (found.data[index] ?? Number.NaN)));
  const worst = errors.some(Number.isNaN) ? Number.NaN : Math.max(...errors);
  expect(worst, `largest error of ${what}, of values up to ${largest}`).toBeLessThanOrEqual(1e-4 * largest + 1e-6);
}

/** Our own model of a graph: the kinds' tfjs layers, applied one after another. */
function ourModel({ graph, inference }: Case): tf.LayersModel {
  const tensors = new Map<string, tf.SymbolicTensor>();
  const inputs: tf.SymbolicTensor[] = [];
  // An Input that the output does not depend on may have another size.
  const live = liveGraph(inference).nodes;
  for (const [id, inferred] of inference.nodes) {
    if (!live.has(id)) continue;
    const from = (inference.wiring.inputs.get(id) ?? []).flatMap((edge) => tensors.get(edge.from) ?? []);
    const layer = sized(inferred);
    const [first] = from;
    if (layer?.kind.inputs.max === 0) {
      const input = tf.input({ shape: [...layer.out] });
      inputs.push(input);
      tensors.set(id, input);
    } else if (!layer && first) tensors.set(id, first);
    else if (layer && first) {
      const built = layer.kind.build(tf, layer.params, layer.ins, id);
      const start = layer.kind.inputs.max === 1 ? first : from.map(onceEach);
      tensors.set(id, built.reduce<tf.SymbolicTensor | tf.SymbolicTensor[]>(applied, start) as tf.SymbolicTensor);
    }
  }
  const output = tensors.get(sinks(graph)[0] ?? '');
  if (!output) throw new Error('no output');
  return tf.model({ inputs, outputs: output });
}

/** Clones a repeated input: tfjs's predict disposes it while it is still needed. */
function onceEach(x: tf.SymbolicTensor, index: number, all: readonly tf.SymbolicTensor[]): tf.SymbolicTensor {
  return all.indexOf(x) === index ? x : applied(x, tf.layers.activation({ activation: 'linear' }));
}

function applied(x: tf.SymbolicTensor | tf.SymbolicTensor[], layer: tf.layers.Layer): tf.SymbolicTensor {
  return layer.apply(x) as tf.SymbolicTensor;
}

describe('the same weights and images', needs('torch'), () => {
  let cases: readonly Case[] = [];

  beforeAll(async () => {
    await tf.setBackend('cpu');
    mkdirSync(join(folder, CASES));
    cases = casesOf();
    for (const [library, program] of [
      ['pytorch', REFERENCE],
      ['keras', REPLAY],
    ] as const) {
      if (PYTHON[library] === undefined) continue;
      const file = join(folder, `all_${library}.py`);
      writeFileSync(file, program);
      const { status, output } = run(library, [file, join(folder, CASES)]);
      expect(status, output.slice(-3000)).toBe(0);
    }
  }, 20 * MINUTES);

  it('have the number of parameters that we count', () => {
    expect(cases.length).toBe(12 + RANDOM);
    for (const { name, program } of cases) {
      expect(read(name, 'pytorch', referenceSchema).parameters, name).toBe(program.parameters);
      if (PYTHON.keras !== undefined) expect(read(name, 'keras', replaySchema).parameters, name).toBe(program.parameters);
    }
  });

  it(
    'give the same in PyTorch and in our own model',
    () => {
      for (const one of cases) {
        const { weights, x, y } = read(one.name, 'pytorch', referenceSchema);
        const model = ourModel(one);
        for (const [id, name] of identifiersOf(one.graph)) {
          const own = weights[name];
          // Nodes that the output does not depend on are not in the scripts.
          if (!own || own.length === 0) continue;
          const layer = model.getLayer(id);
          const shapes = layer.getWeights().map(({ shape }) => shape);
          layer.setWeights(own.map(({ data }, index) => tf.tensor(data, shapes[index])));
        }
        const result = model.predict(model.inputs.map(() => tf.tensor(x.data, x.shape)));
        if (!(result instanceof tf.Tensor)) throw new Error('not one output');
        expectClose({ shape: result.shape, data: [...result.dataSync()] }, y, one.name);
      }
    },
    10 * MINUTES,
  );

  it('give the same outputs in Keras', needs('keras'), () => {
    for (const { name } of cases)
      expectClose(read(name, 'keras', replaySchema).y, read(name, 'pytorch', referenceSchema).y, name);
  });

  it('train the same in Keras, without randomness', needs('keras'), () => {
    let compared = 0;
    for (const { name, program } of cases) {
      const kinds = program.steps.map(({ layer }) => layer?.kind.kind);
      if (program.steps.some(({ layer }) => layer?.kind.kind === 'Dropout' && layer.params['rate'] !== 0)) continue;
      const wanted = epochsOf(read(name, 'pytorch', referenceSchema).printed);
      const found = epochsOf(read(name, 'keras', replaySchema).printed);
      expect(found.length, name).toBe(wanted.length);
      // Keras clips probabilities, so confident wrong outputs have a lower loss.
      const sure = Math.max(...wanted.map(({ train, validation }) => Math.max(train, validation))) > 3;
      if (program.training.loss.kind === 'BinaryCrossEntropy' && sure) continue;
      for (const [step, { train, validation }] of wanted.entries()) {
        const epoch = found[step];
        // Adam's first steps are as long for a tiny gradient as for a large one, and Keras adds epsilon before the correction.
        const part = program.training.optimizer.kind.startsWith('Adam') ? 1e-2 : 2e-3;
        const close = (a: number, b = Number.NaN) => Math.abs(a - b) <= 2e-4 + part * Math.abs(a);
        expect(close(train, epoch?.train), `${name} ${JSON.stringify([wanted, found])}`).toBe(true);
        // Keras's running variance is biased (over n values).
        if (!kinds.includes('BatchNorm'))
          expect(close(validation, epoch?.validation), `${name} ${JSON.stringify([wanted, found])}`).toBe(true);
        // After a step that increased the loss, small differences grow.
        if (validation > train) break;
      }
      compared++;
    }
    console.log(`${compared} of ${cases.length} models learn the same in PyTorch and Keras`);
    expect(compared).toBeGreaterThan(RANDOM / 2);
  });

  it('are initialised in Keras as in PyTorch', needs('keras'), () => {
    for (const { name, program } of cases) {
      const { drawn } = read(name, 'keras', replaySchema);
      for (const step of program.steps) {
        const weights = step.layer?.kind.weights(step.layer.params, step.layer.ins) ?? [];
        for (const [index, { init, shape }] of weights.entries()) {
          const most = drawn[step.name]?.[index] ?? Number.NaN;
          if ('constant' in init) expect(most, `${name} ${step.name}`).toBeCloseTo(Math.abs(init.constant), 6);
          else {
            expect(most, `${name} ${step.name}`).toBeLessThanOrEqual(init.uniform * (1 + 1e-6));
            if (shape.reduce((product, size) => product * size, 1) > 50) expect(most).toBeGreaterThan(init.uniform * 0.8);
          }
        }
      }
    }
  });
});
