import { type Document, type Graph, type GraphNode, VERSION } from '../graph/document';
import { infer } from '../graph/infer';
import { sinks } from '../graph/wiring';
import type { Params } from '../layers/support/kind';
import { isImage, volume } from '../layers/support/shape';

/** Small documents for the tests of the exporters. */

/** A node of a graph: its kind and parameters, and the nodes that feed it. */
export type Layer = readonly [
  id: string,
  kind: string,
  params?: Params,
  from?: string | readonly string[],
  more?: Partial<GraphNode>,
];

/** A graph of these layers; by default each is fed by the one before it. */
export function graphFrom(id: string, layers: readonly Layer[], training: Params = {}): Graph {
  const nodes = layers.map(([name, kind, params = {}, , more]): [string, GraphNode] => [
    name,
    { kind, params, position: { x: 0, y: 0 }, ...more },
  ]);
  const edges = layers.flatMap(([name, kind, , from = layers[at(layers, name) - 1]?.[0] ?? []]) =>
    kind === 'Input' ? [] : [from].flat().map((source, toPort) => ({ id: `${name}-${toPort}`, from: source, to: name, toPort })),
  );
  return { id, name: id, nodes: Object.fromEntries(nodes), edges, annotations: [], training };
}

function at(layers: readonly Layer[], id: string): number {
  return layers.findIndex(([name]) => name === id);
}

/** A document of these graphs. */
export function documentOf(graphs: readonly Graph[], name = 'Example', notes = ''): Document {
  return { format: 'patchbay', version: VERSION, name, notes, graphs };
}

/** The graph with layers appended that give its output the size of the task: that of the first Input, or a vector. */
export function fitted(graph: Graph, task: 'reconstruction' | 'classification', classes = 4): Graph {
  const [end = ''] = sinks(graph);
  const { nodes } = infer(graph);
  const out = nodes.get(end)?.out ?? [0];
  const image = [...nodes.values()].find(({ layer }) => layer.kind?.kind === 'Input')?.out ?? [0];
  const [height, width, channels] = isImage(image) ? image : [0, 0, 0];
  const units = task === 'classification' ? classes : volume(image);
  const head: readonly Layer[] = [
    ...(isImage(out) ? [['head-flat', 'Flatten', {}, end] as const] : []),
    ['head-fc', 'Linear', { units }, isImage(out) ? 'head-flat' : end],
    ...(task === 'classification' ? [] : [['head-image', 'Reshape', { height, width, channels }, 'head-fc'] as const]),
  ];
  const added = graphFrom('head', head);
  const loss = task === 'classification' ? 'CrossEntropy' : 'MSE';
  return {
    ...graph,
    nodes: { ...graph.nodes, ...added.nodes },
    edges: [...graph.edges, ...added.edges],
    training: { ...graph.training, task, loss },
  };
}

/** The images of the examples. */
const IMAGE: Layer = ['image', 'Input', { height: 8, width: 8, channels: 1 }];

/** Add and Concat, two Inputs, BatchNorm, and every kind of pooling. */
export const SKIP = graphFrom(
  'skip',
  [
    IMAGE,
    ['again', 'Input', { height: 8, width: 8, channels: 1 }],
    ['conv1', 'Conv2D', { filters: 4, kernel: [3, 3], padding: [1, 1], activation: 'ReLU' }, 'image'],
    ['norm', 'BatchNorm', { momentum: 0.2 }],
    ['conv2', 'Conv2D', { filters: 4, kernel: [3, 3], padding: [1, 1], activation: 'LeakyReLU', bias: false }],
    ['add', 'Add', {}, ['norm', 'conv2', 'norm']],
    ['elu', 'Activation', { function: 'ELU', alpha: 0.7 }],
    ['pool', 'MaxPool2D', { kernel: [3, 3], stride: [2, 2], padding: [1, 1] }],
    ['up', 'Upsample', { factor: [2, 2] }],
    ['mean', 'AvgPool2D', { kernel: [3, 3], stride: [1, 1], padding: [1, 1] }, 'elu'],
    ['join', 'Concat', {}, ['up', 'mean', 'again']],
    ['conv3', 'Conv2D', { filters: 1, kernel: [3, 3], padding: [1, 1], activation: 'Tanh' }],
  ],
  { learningRate: 0.01, batchSize: 8 },
);

/** An encoder and a decoder whose paddings, dilations, strides and output paddings differ by axis. */
export const ODD = graphFrom(
  'odd',
  [
    ['image', 'Input', { height: 8, width: 8, channels: 1 }],
    ['conv-a', 'Conv2D', { filters: 3, kernel: [3, 2], stride: [1, 2], padding: [2, 1], dilation: [2, 1], activation: 'ELU' }],
    ['max', 'MaxPool2D', { kernel: [3, 2], stride: [2, 1], padding: [1, 0] }],
    ['min', 'MaxPool2D', { kernel: [2, 3], stride: [1, 2], padding: [1, 0] }],
    ['avg', 'AvgPool2D', { kernel: [2, 3], stride: [1, 1], padding: [1, 1] }],
    [
      'up-a',
      'ConvTranspose2D',
      {
        filters: 4,
        kernel: [2, 3],
        stride: [1, 3],
        padding: [0, 1],
        outputPadding: [1, 2],
        dilation: [2, 1],
        activation: 'ReLU',
      },
    ],
    [
      'up-b',
      'ConvTranspose2D',
      { filters: 2, kernel: [1, 2], stride: [3, 2], padding: [0, 1], outputPadding: [2, 0], bias: false },
    ],
    ['flat', 'Flatten'],
    ['code', 'Linear', { units: 12, activation: 'Sigmoid' }],
    ['fc', 'Linear', { units: 64, bias: false }],
    ['picture', 'Reshape', { height: 8, width: 8, channels: 1 }],
  ],
  { pixelScale: [0, 1], loss: 'L1', optimizer: { kind: 'RMSprop' }, batchSize: 8 },
);

/** A stride that differs by axis, to an image one column wide. */
export const NARROW = graphFrom(
  'narrow',
  [
    ['image', 'Input', { height: 8, width: 4, channels: 1 }],
    ['conv', 'Conv2D', { filters: 5, kernel: [2, 2], stride: [1, 3] }],
    ['flat', 'Flatten'],
    ['fc', 'Linear', { units: 32 }],
    ['picture', 'Reshape', { height: 8, width: 4, channels: 1 }],
  ],
  { batchSize: 8 },
);

/** Strides that differ by axis, from an image one column wide, and strided 1×1 kernels, convolved and transposed. */
export const STRIDED = graphFrom(
  'strided',
  [
    ['image', 'Input', { height: 8, width: 4, channels: 1 }],
    ['conv', 'Conv2D', { filters: 4, kernel: [3, 4], padding: [1, 0] }],
    ['up', 'ConvTranspose2D', { filters: 1, kernel: [3, 2], stride: [1, 3], padding: [1, 0], outputPadding: [0, 2] }],
    ['short', 'Conv2D', { filters: 3, kernel: [1, 1], stride: [2, 2], activation: 'ELU' }],
    ['shifted', 'Conv2D', { filters: 3, kernel: [1, 1], stride: [1, 2], padding: [0, 1] }, 'up'],
    ['spread', 'ConvTranspose2D', { filters: 2, kernel: [1, 1], stride: [2, 1], outputPadding: [1, 0] }, 'short'],
    ['cut', 'ConvTranspose2D', { filters: 3, kernel: [1, 2], stride: [1, 1], padding: [0, 1] }, 'shifted'],
    ['join', 'Concat', {}, ['spread', 'cut']],
    ['flat', 'Flatten'],
    ['fc', 'Linear', { units: 32 }],
    ['picture', 'Reshape', { height: 8, width: 4, channels: 1 }],
  ],
  { batchSize: 7 },
);

/** An encoder and a decoder, and a classifier on that encoder, which is frozen. */
export const ENCODER = graphFrom(
  'encoder',
  [
    IMAGE,
    ['conv', 'Conv2D', { filters: 4, kernel: [3, 3], activation: 'ReLU' }],
    ['norm', 'BatchNorm'],
    ['drop', 'Dropout', { rate: 0.1 }],
    ['pool', 'MaxPool2D', {}],
    ['up', 'ConvTranspose2D', { filters: 4, kernel: [2, 2], stride: [2, 2], activation: 'ReLU' }],
    ['out', 'ConvTranspose2D', { filters: 1, kernel: [3, 3], stride: [1, 1] }],
  ],
  { learningRate: 0.01, batchSize: 8 },
);

const frozen = (node: string): Partial<GraphNode> => ({ frozen: true, weightsFrom: { graph: 'encoder', node } });

export const CLASSIFIER = graphFrom(
  'classifier',
  [
    IMAGE,
    ['train', 'Conv2D', { filters: 4, kernel: [3, 3], activation: 'ReLU' }, 'image', frozen('conv')],
    ['norm', 'BatchNorm', {}, 'train', frozen('norm')],
    ['drop', 'Dropout', { rate: 0.1 }, 'norm', { frozen: true }],
    ['pool', 'MaxPool2D', {}],
    ['flatten', 'Flatten'],
    ['hidden', 'Linear', { units: 16, activation: 'ReLU' }],
    ['norm-2', 'BatchNorm'],
    ['fc', 'Linear', { units: 4 }],
  ],
  {
    task: 'classification',
    loss: 'CrossEntropy',
    optimizer: { kind: 'SGD', momentum: 0.9 },
    learningRate: 0.02,
    batchSize: 8,
    validation: 0.25,
    earlyStopping: { patience: 3, minDelta: 0.001 },
  },
);
