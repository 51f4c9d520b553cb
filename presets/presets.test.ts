import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../shared/graph/diagnosis/diagnose';
import type { Document, Graph, GraphNode } from '../shared/graph/document';
import { applyEdits } from '../shared/graph/edits/edit';
import { infer, totalsOf } from '../shared/graph/infer';
import { parseDocument, serializeDocument } from '../shared/graph/parse';
import { NODE_SIZE, STEP } from '../shared/graph/placement';
import { wiringOf } from '../shared/graph/wiring';
import type { Params } from '../shared/layers/support/kind';
import { formatShape } from '../shared/layers/support/shape';
import { DEFAULT_TRAINING, parseTraining } from '../shared/training/config';

const SUFFIX = '.patchbay.json';

/** The paper's models, each next to the one that it changes, then the starting points. */
const NAMES = [
  'table2-as-printed',
  'table2-baseline',
  'autoencoder-dropout',
  'autoencoder-batchnorm',
  'autoencoder-maxavg',
  'autoencoder-optimized',
  'classifier-baseline',
  'classifier-fc-adam',
  'classifier-fc-sgd',
  'plain-cnn',
  'residual-net',
  'fc-autoencoder',
];

function textOf(name: string): string {
  return readFileSync(new URL(`./${name}${SUFFIX}`, import.meta.url), 'utf8');
}

function preset(name: string): Document {
  const parsed = parseDocument(textOf(name));
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.issues)}`);
  return parsed.document;
}

function graphIn(name: string, id: string): Graph {
  const graph = preset(name).graphs.find((candidate) => candidate.id === id);
  if (!graph) throw new Error(`${name} has no graph ${id}`);
  return graph;
}

/** What a chain of layers computes: its layers in their order, without those that do nothing. */
function layersOf(graph: Graph): readonly { readonly id: string; readonly kind: string; readonly params: GraphNode['params'] }[] {
  const { order, inputs } = wiringOf(graph);
  const layers = order.flatMap((id) => {
    const node = graph.nodes[id];
    return node ? [{ id, kind: node.kind, params: node.params }] : [];
  });
  expect(order.slice(1).map((id) => inputs.get(id)?.map(({ from }) => from))).toEqual(order.slice(0, -1).map((id) => [id]));
  return layers.filter(({ kind, params }) => !(kind === 'Dropout' && params['rate'] === 0));
}

const autoencoder = (name: string) => graphIn(name, 'autoencoder');
const classifier = (name: string) => graphIn(name, 'classifier');

describe('every preset', () => {
  test('is listed here', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.json'));
    expect(files.sort()).toEqual(NAMES.map((name) => `${name}${SUFFIX}`).sort());
  });

  describe.each(NAMES)('%s', (name) => {
    const document = preset(name);

    test('is written as Patchbay would write it', () => {
      expect(serializeDocument(document)).toBe(textOf(name));
    });

    test('tells what it is', () => {
      expect(document.name).not.toBe('');
      expect(document.notes.length).toBeGreaterThan(100);
    });

    test.each(document.graphs.map((graph) => [graph.id, graph] as const))('%s states its whole training', (_, { training }) => {
      const parsed = parseTraining(training);
      expect(parsed).toMatchObject({ issues: [], unknown: [] });
      // The name of a loss alone stands for its defaults.
      const { loss } = parsed.training;
      expect(training['loss']).toBe(loss.kind);
      expect({ schedule: DEFAULT_TRAINING.schedule, ...training, loss }).toEqual(parsed.training);
    });

    test.each(document.graphs.map((graph) => [graph.id, graph] as const))('%s states every parameter', (_, graph) => {
      for (const { node, layer } of infer(graph).nodes.values()) expect(node.params).toEqual(layer.params);
    });

    test.each(document.graphs.map((graph) => [graph.id, graph] as const))(
      '%s stands in columns from the top left, and no layer over another',
      (_, { nodes }) => {
        const places = Object.values(nodes).map(({ position }) => position);
        expect(Math.min(...places.map(({ y }) => y))).toBe(0);
        for (const { x } of places) expect(x >= 0 && x % STEP === 0).toBe(true);
        for (const [index, { x, y }] of places.entries())
          for (const other of places.slice(index + 1))
            expect(Math.abs(x - other.x) >= STEP || Math.abs(y - other.y) > NODE_SIZE.height).toBe(true);
      },
    );

    test('has no problems but the one that is printed', () => {
      const problems = document.graphs.flatMap((graph) => diagnose(document, graph).problems);
      expect(problems.map(({ node }) => node)).toEqual(name === 'table2-as-printed' ? ['convt1'] : []);
    });
  });
});

describe('Table 2', () => {
  test('has its sizes and its parameters in the baseline', () => {
    const inference = infer(autoencoder('table2-baseline'));
    const sizeOf = (id: string) => formatShape(inference.nodes.get(id)?.out ?? [0]);
    const rows = ['conv1', 'pool1', 'conv2', 'pool2', 'convt1', 'convt2'];
    expect(rows.map(sizeOf)).toEqual(['26×26×16', '13×13×16', '11×11×32', '5×5×32', '13×13×16', '28×28×1']);
    expect(totalsOf(inference).params).toBe(18_193);
  });

  test('is wrong at row 5 alone as it is printed, and padding 0 is the first thing that mends it', () => {
    const document = preset('table2-as-printed');
    const [graph] = document.graphs;
    if (!graph) throw new Error('there is no graph');
    const { problems } = diagnose(document, graph);
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(problem).toMatchObject({ node: 'convt1', code: 'unexpectedSize', severity: 'error', param: 'padding' });
    const edits = problem?.fixes[0]?.edits ?? [];
    expect(edits).toEqual([{ type: 'change', node: 'convt1', params: { padding: [0, 0] } }]);

    const [mended] = applyEdits(document, graph.id, edits).graphs;
    const plain = Object.values(mended?.nodes ?? {}).map(({ expect: _, note: __, ...node }) => node);
    expect(plain).toEqual(Object.values(autoencoder('table2-baseline').nodes).map(({ note: _, ...node }) => node));
    expect(mended?.edges).toEqual(autoencoder('table2-baseline').edges);
    expect(mended?.training).toEqual(autoencoder('table2-baseline').training);
  });

  test('says of every row what size is printed there', () => {
    const expected = Object.entries(autoencoder('table2-as-printed').nodes).map(([id, node]) => [id, node.name, node.expect]);
    expect(expected.filter(([, name]) => name !== undefined)).toEqual([
      ['conv1', 'Conv, row 1', [26, 26, 16]],
      ['pool1', 'Max Pool, row 2', [13, 13, 16]],
      ['conv2', 'Conv, row 3', [11, 11, 32]],
      ['pool2', 'Max Pool, row 4', [5, 5, 32]],
      ['convt1', 'ConvT, row 5', [13, 13, 16]],
      ['convt2', 'ConvT, row 6', [28, 28, 1]],
    ]);
  });
});

describe('each autoencoder of Table 3 is the one above it with one change', () => {
  test('trains like the others', () => {
    const variants = ['autoencoder-dropout', 'autoencoder-batchnorm', 'autoencoder-maxavg', 'autoencoder-optimized'];
    for (const name of variants) expect(autoencoder(name).training).toEqual(autoencoder('table2-baseline').training);
    expect(autoencoder('table2-baseline').training).toMatchObject({ optimizer: { kind: 'Adam' }, epochs: 30, batchSize: 100 });
  });

  test('Dropout = 0', () => {
    const nodes = (name: string) => Object.values(autoencoder(name).nodes).map(({ kind, params }) => ({ kind, params }));
    const changed = nodes('table2-baseline').map(({ kind, params }) => ({
      kind,
      params: kind === 'Dropout' ? { rate: 0 } : params,
    }));
    expect(nodes('autoencoder-dropout')).toEqual(changed);
    expect(nodes('table2-baseline').filter(({ kind }) => kind === 'Dropout')).toHaveLength(3);
    expect(autoencoder('autoencoder-dropout').edges).toEqual(autoencoder('table2-baseline').edges);
  });

  test('BatchNorm before each pooling', () => {
    const [before, after] = [layersOf(autoencoder('autoencoder-dropout')), layersOf(autoencoder('autoencoder-batchnorm'))];
    expect(after.filter(({ kind }) => kind !== 'BatchNorm')).toEqual(before);
    const followers = after.filter((_, index) => after[index - 1]?.kind === 'BatchNorm');
    expect(followers.map(({ id }) => id)).toEqual(['pool1', 'pool2']);
  });

  test('the second pooling an average', () => {
    const [before, after] = [layersOf(autoencoder('autoencoder-batchnorm')), layersOf(autoencoder('autoencoder-maxavg'))];
    const average = (params: Params): Params => {
      const { dilation: _, ...shared } = params;
      return { ...shared, countIncludePad: true, divisor: 0 };
    };
    const changed = before.map((one) => (one.id === 'pool2' ? { ...one, kind: 'AvgPool2D', params: average(one.params) } : one));
    expect(after).toEqual(changed);
  });

  test('64 and 96 kernels', () => {
    const filters: Readonly<Record<string, number>> = { conv1: 64, conv2: 96, convt1: 64 };
    const [before, after] = [layersOf(autoencoder('autoencoder-maxavg')), layersOf(autoencoder('autoencoder-optimized'))];
    const changed = before.map((layer) => {
      const more = filters[layer.id];
      return more === undefined ? layer : { ...layer, params: { ...layer.params, filters: more } };
    });
    expect(after).toEqual(changed);
  });
});

describe('each classifier of Tables 4 and 5', () => {
  const ENCODER = ['input', 'conv1', 'batchnorm1', 'pool1', 'conv2', 'batchnorm2', 'pool2'];

  test.each(['classifier-baseline', 'classifier-fc-adam', 'classifier-fc-sgd'])('%s stands on the optimized encoder', (name) => {
    expect(preset(name).graphs.map(({ id }) => id)).toEqual(['autoencoder', 'classifier']);
    expect(autoencoder(name)).toEqual(autoencoder('autoencoder-optimized'));
    const layers = layersOf(classifier(name));
    expect(layers.slice(0, ENCODER.length)).toEqual(layersOf(autoencoder(name)).slice(0, ENCODER.length));
    const sources = Object.entries(classifier(name).nodes).flatMap(([id, { weightsFrom }]) =>
      weightsFrom ? [[id, weightsFrom]] : [],
    );
    const owners = ['conv1', 'batchnorm1', 'conv2', 'batchnorm2'];
    expect(sources).toEqual(owners.map((node) => [node, { graph: 'autoencoder', node }]));
    expect(Object.values(classifier(name).nodes).some(({ frozen }) => frozen)).toBe(false);
  });

  test('the baseline: one FC of 10', () => {
    const head = layersOf(classifier('classifier-baseline')).slice(ENCODER.length);
    expect(head.map(({ kind }) => kind)).toEqual(['Flatten', 'Linear']);
    expect(head[1]?.params).toMatchObject({ units: 10, activation: 'None' });
    expect(classifier('classifier-baseline').training).toMatchObject({ loss: 'CrossEntropy', optimizer: { kind: 'Adam' } });
  });

  test('FC + Adam: a wider FC before it', () => {
    const [before, after] = [layersOf(classifier('classifier-baseline')), layersOf(classifier('classifier-fc-adam'))];
    expect(after[8]).toMatchObject({ id: 'fc1', kind: 'Linear', params: { units: 128, activation: 'ReLU' } });
    expect(after.filter((_, index) => index !== 8).map(({ id: _, ...layer }) => layer)).toEqual(
      before.map(({ id: _, ...layer }) => layer),
    );
    expect(classifier('classifier-fc-adam').training).toEqual(classifier('classifier-baseline').training);
  });

  test('FC + SGD: the same net, another optimizer', () => {
    const { training: before, ...net } = classifier('classifier-fc-adam');
    const { training: after, ...same } = classifier('classifier-fc-sgd');
    expect(same).toEqual(net);
    expect(after).toEqual({ ...before, optimizer: { kind: 'SGD', momentum: 0.9, nesterov: false, weightDecay: 0 } });
  });
});
