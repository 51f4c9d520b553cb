import { describe, expect, it } from 'vitest';
import { LANGS } from '../../i18n/i18n';
import { ACTIVATIONS } from '../../layers/activations/index';
import { KINDS } from '../../layers/index';
import type { Params } from '../../layers/support/kind';
import { type DataFacts, MOST_CLASSES } from '../../training/data-facts';
import { OWN_DATASET } from '../../training/datasets/index';
import { type Document, type Edge, emptyDocument, type Graph, type GraphNode, graphOf } from '../document';
import { detach } from '../edits/detach';
import { applyEdits, type Edit, EditError } from '../edits/edit';
import { RULES } from '../problems/index';
import { diagnose, fixMessage, type Problem, problemMessage } from './diagnose';

/** A document with a chain of layers after an Input of 28×28×1, with ids a, b, c …, each with its kind and parameters. */
function chain(
  layers: readonly (readonly [kind: string, params?: Params, more?: Partial<GraphNode>])[],
  training: Params = {},
): Document {
  const edits = layers.flatMap(([kind, params = {}], index): Edit[] => {
    const id = String.fromCharCode(97 + index);
    const from = index === 0 ? 'input' : String.fromCharCode(96 + index);
    return [
      { type: 'add', kind, id, params },
      { type: 'connect', from, to: id },
    ];
  });
  const document = applyEdits(emptyDocument('Test'), 'model', edits);
  const nodes = Object.fromEntries(
    Object.entries(only(document).nodes).map(([id, node]) => [id, { ...node, ...layers[id.charCodeAt(0) - 97]?.[2] }]),
  );
  return { ...document, graphs: [{ ...only(document), nodes, training }] };
}

function only(document: Document): Graph {
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  return graph;
}

const withEdges = (document: Document, change: (edges: readonly Edge[]) => readonly Edge[]): Document => ({
  ...document,
  graphs: [{ ...only(document), edges: change(only(document).edges) }],
});

const edited = (document: Document, ...edits: Edit[]) => applyEdits(document, 'model', edits);
const problemsOf = (document: Document) => diagnose(document, only(document)).problems;

const same: readonly [string, Params] = ['Conv2D', { filters: 1, padding: [1, 1] }];
const AUTOENCODER = { task: 'reconstruction', loss: 'MSE', pixelScale: [-1, 1] };
const CLASSIFIER = { task: 'classification', loss: { kind: 'CrossEntropy' } };
const HEAD = [['Flatten'], ['Linear', { units: 10 }]] as const;

/** One mistake: the document, then the code, node, parameter, message and first fix of the expected problem. */
type Case = readonly [
  document: Document,
  code: string,
  node: string | undefined,
  param: string | undefined,
  sentence: string,
  fix: string,
];

const CASES: readonly Case[] = [
  // Parameters
  [
    chain([['Conv2D', { filters: 0, padding: [1, 1] }], same]),
    'badParameter',
    'a',
    'filters',
    'a.params.filters: It is 0, and must be at least 1.',
    'Set filters to 1',
  ],
  [
    chain([['Conv2D', { kernel: [3, 2.5], padding: [1, 1] }], same]),
    'badParameter',
    'a',
    'kernel',
    'a.params.kernel[1]: It is 2.5, and must be a whole number.',
    'Set kernel to 3',
  ],
  [
    chain([['Conv2D', { activation: 'Swish', padding: [1, 1] }], same]),
    'badParameter',
    'a',
    'activation',
    `a.params.activation: It is "Swish", and must be one of "None", ${ACTIVATIONS.map(({ name }) => `"${name}"`).join(', ')}.`,
    'Set activation to None',
  ],
  [
    chain([['Conv2D', { activation: 'relu', padding: [1, 1] }], same]),
    'otherValue',
    'a',
    'activation',
    `a.params.activation: It is "relu", and must be one of "None", ${ACTIVATIONS.map(({ name }) => `"${name}"`).join(', ')}. Here it is written "ReLU".`,
    'Set activation to ReLU',
  ],
  [
    chain([['Conv2D', { kernel_size: [5, 5], padding: [2, 2] }], same]),
    'otherName',
    'a',
    'kernel_size',
    'The parameter kernel_size is called kernel here, so it has no effect.',
    'Set kernel to 5',
  ],
  [
    {
      ...chain([same]),
      graphs: [
        {
          ...only(chain([same])),
          nodes: { ...only(chain([same])).nodes, a: { kind: 'UpSampling2D', params: {}, position: { x: 0, y: 0 } } },
        },
      ],
    },
    'otherKind',
    'a',
    undefined,
    'The layer UpSampling2D is called Upsample here.',
    'Change a to Upsample',
  ],
  [
    chain([['Conv2D', { ...same[1], causal: true }]]),
    'unknownParameter',
    'a',
    'causal',
    'This version of Patchbay does not know the parameter causal. It is kept, and has no effect here.',
    '',
  ],
  [
    {
      ...chain([same]),
      graphs: [
        {
          ...only(chain([same])),
          nodes: { ...only(chain([same])).nodes, a: { kind: 'Hologram', params: {}, position: { x: 0, y: 0 } } },
        },
      ],
    },
    'unknownKind',
    'a',
    undefined,
    'This version of Patchbay does not know the layer Hologram, so its output size is unknown. The layer is kept.',
    '',
  ],
  // Wires
  [
    withEdges(chain([same]), (edges) => [...edges, { id: 'x', from: 'gone', to: 'a', toPort: 1 }]),
    'danglingWire',
    'a',
    undefined,
    'The wire x goes from gone to a, but there is no node gone.',
    'Remove the wire from gone to a',
  ],
  [
    withEdges(chain([same, same]), (edges) => [...edges, { id: 'x', from: 'input', to: 'b', toPort: 0 }]),
    'takenPort',
    'b',
    undefined,
    'Two wires lead into input 1: from a and from input.',
    'Remove the wire from input to b',
  ],
  [
    withEdges(chain([same, same]), (edges) => [...edges, { id: 'x', from: 'input', to: 'b', toPort: 3 }]),
    'noSuchPort',
    'b',
    undefined,
    'A wire from input leads into input 4, but the layer has at most 1.',
    'Remove the wire from input to b',
  ],
  [
    withEdges(
      edited(
        chain([same, ['Add']]),
        { type: 'connect', from: 'a', to: 'b' },
        { type: 'add', kind: 'Conv2D', id: 'c', params: same[1] },
        { type: 'connect', from: 'b', to: 'c' },
      ),
      (edges) => [...edges, { id: 'x', from: 'c', to: 'b', toPort: 2 }],
    ),
    'circle',
    'b',
    undefined,
    'The wires form a cycle: b → c → b. Remove one of them.',
    'Remove the wire from c to b',
  ],
  // Connections
  [
    { ...emptyDocument('Test'), graphs: [{ ...only(emptyDocument('Test')), nodes: {} }] },
    'empty',
    undefined,
    undefined,
    'The graph is empty. Add an Input.',
    'Add an Input of 28×28×1',
  ],
  [
    edited(chain([same]), { type: 'remove', nodes: ['input'] }),
    'noInput',
    undefined,
    undefined,
    'The graph has no Input. Add one and wire it to the first layer.',
    'Add an Input of 28×28×1',
  ],
  [
    edited(chain([same]), { type: 'add', kind: 'Conv2D', id: 'alone', params: same[1] }),
    'unreachable',
    'alone',
    undefined,
    'Its input is not connected, so no image reaches it.',
    'Wire a to alone',
  ],
  [chain([same, ['Add']]), 'missingInputs', 'b', undefined, 'It needs at least 2 inputs and has 1.', 'Remove b'],
  [
    edited(
      chain([same, same]),
      { type: 'add', kind: 'Conv2D', id: 'side', params: same[1] },
      { type: 'connect', from: 'a', to: 'side' },
    ),
    'severalOutputs',
    'side',
    undefined,
    'side and b both have no successor, and a graph has one output.',
    'Remove side',
  ],
  // Sizes
  [
    chain([['Conv2D', { kernel: [30, 30] }], ...HEAD], CLASSIFIER),
    'kernelTooLarge',
    'a',
    'kernel',
    'The kernel covers 30 pixels of the height, and the padded input has only 28 (28 + 2·0).',
    'Set padding to 1',
  ],
  [
    chain([['MaxPool2D', { kernel: [2, 2], padding: [2, 2] }], ...HEAD], CLASSIFIER),
    'paddingTooLarge',
    'a',
    'padding',
    'Padding 2 is more than half of the kernel (2): at most 1.',
    'Set padding to 0',
  ],
  [
    chain([['Conv2D', { groups: 3, filters: 6 }], ...HEAD], CLASSIFIER),
    'groupsChannels',
    'a',
    'groups',
    'The number of groups, 3, does not divide the number of input channels, 1.',
    'Set groups to 1',
  ],
  [
    chain([['Conv2D', { filters: 6 }], ['Conv2D', { groups: 3, filters: 8 }], ...HEAD], CLASSIFIER),
    'groupsFilters',
    'b',
    'groups',
    'The number of groups, 3, does not divide the number of filters, 8.',
    'Set filters to 9',
  ],
  [
    chain([['Conv2D', { padding: 'same', stride: [2, 2] }], ...HEAD], CLASSIFIER),
    'sameStride',
    'a',
    'stride',
    'The padding same keeps the size, and needs a stride of 1 in place of 2×2.',
    'Set padding to 1',
  ],
  [
    chain([['Conv2D', { padding: [28, 28], paddingMode: 'reflect' }], ...HEAD], CLASSIFIER),
    'paddingOfMode',
    'a',
    'padding',
    'The mode reflect takes the padding from the image: along the height it may be at most 27, and it is 28.',
    'Set padding to 1',
  ],
  [
    chain(
      [
        [
          'Pad',
          {
            padding: [
              [-28, 0],
              [1, 1],
            ],
          },
        ],
        ...HEAD,
      ],
      CLASSIFIER,
    ),
    'cutAway',
    'a',
    'padding',
    'It crops 28 pixels of a height of 28, and no output is left.',
    'Remove a',
  ],
  [
    chain(
      [
        [
          'Pad',
          {
            paddingMode: 'circular',
            padding: [
              [-1, 0],
              [1, 1],
            ],
          },
        ],
        ...HEAD,
      ],
      CLASSIFIER,
    ),
    'cropsZeros',
    'a',
    'padding',
    'The mode circular cannot crop: the padding is −1, and must be at least 0.',
    'Set padding mode to zeros',
  ],
  [
    chain([['Conv2D', { filters: 6 }], ['PixelShuffle'], ...HEAD], CLASSIFIER),
    'notBlocks',
    'b',
    'factor',
    'The 6 channels of the input are not a multiple of 4, the square of the factor.',
    'Set filters of a to 8',
  ],
  [
    edited(
      chain([['Conv2D'], ['Crop'], ...HEAD], CLASSIFIER),
      { type: 'add', kind: 'Flatten', id: 'side', params: {} },
      { type: 'connect', from: 'input', to: 'side' },
      { type: 'connect', from: 'side', to: 'b' },
    ),
    'needsImages',
    'b',
    undefined,
    'It needs two images (H×W×C) and gets 26×26×16 and 784.',
    '',
  ],
  [
    edited(chain([['Conv2D'], ['Crop'], ...HEAD], CLASSIFIER), { type: 'connect', from: 'input', to: 'b' }),
    'cropLarger',
    'b',
    undefined,
    'Input 2 is 28×28×1, which is larger than input 1, 26×26×16: cropping cannot enlarge it.',
    'Set padding of a to 1',
  ],
  [
    chain([['GlobalAvgPool'], ['Reshape', { height: 1, width: 1, channels: 1 }], ['InstanceNorm'], ...HEAD], CLASSIFIER),
    'onePixel',
    'c',
    undefined,
    'The image has one pixel, and a channel of one value has no variance.',
    'Remove c',
  ],
  [
    chain([['MaxPool2D', { kernel: [2, 2], padding: [1, 1], dilation: [29, 29] }], ...HEAD], CLASSIFIER),
    'paddingAlone',
    'a',
    'dilation',
    'A window would cover nothing but padding along the height: its pixels are farther apart than the 28 of the image.',
    'Set dilation to 1',
  ],
  [
    chain([['ConvTranspose2D', { outputPadding: [2, 2] }], ...HEAD], CLASSIFIER),
    'outputPaddingTooLarge',
    'a',
    'outputPadding',
    'Output padding 2 must be less than the stride (2) or the dilation (1): at most 1.',
    'Set output padding to 0',
  ],
  [
    chain([['ConvTranspose2D', { padding: [40, 40] }], ...HEAD], CLASSIFIER),
    'nothingLeft',
    'a',
    'padding',
    'Padding 40 crops 2·40 pixels of a height of 57, and no output is left. Reduce the padding.',
    'Set padding to 0',
  ],
  [
    chain([['Linear', { units: 10 }]], CLASSIFIER),
    'needsVector',
    'a',
    undefined,
    'It needs a vector and gets an image of 28×28×1: put a Flatten before it, which gives 784 values.',
    'Insert Flatten before a',
  ],
  [
    chain([['Flatten'], same]),
    'needsImage',
    'b',
    undefined,
    'It needs an image (H×W×C) and gets a vector of 784 values.',
    'Remove a',
  ],
  [
    chain([['Flatten'], ['Reshape', { height: 28, width: 28, channels: 2 }], same]),
    'otherVolume',
    'b',
    'channels',
    'The output needs 28·28·2 = 1568 values, and the input has 784 (784).',
    'Set channels to 1',
  ],
  [
    edited(
      chain([same, ['Add']]),
      { type: 'add', kind: 'Conv2D', id: 'side', params: { filters: 2, padding: [1, 1] } },
      { type: 'connect', from: 'input', to: 'side' },
      { type: 'connect', from: 'side', to: 'b' },
    ),
    'unequal',
    'b',
    undefined,
    'Input 1 is 28×28×1 and input 2 is 28×28×2: only equal sizes can be added.',
    'Set filters of side to 1',
  ],
  [
    edited(
      chain([['Flatten'], ['Concat']]),
      { type: 'add', kind: 'Conv2D', id: 'side', params: same[1] },
      { type: 'connect', from: 'input', to: 'side' },
      { type: 'connect', from: 'side', to: 'b' },
    ),
    'mixed',
    'b',
    undefined,
    'Input 1 is a vector of 784 values and input 2 an image of 28×28×1: flatten the image first.',
    'Insert Flatten between side and b',
  ],
  [
    chain([['Upsample', { factor: [64, 64] }], ['Upsample', { factor: [64, 64] }], ...HEAD], CLASSIFIER),
    'tooManyValues',
    'b',
    undefined,
    'Its output 114688×114688×1 would exceed the limit of 2147483647 values per tensor.',
    'Remove b',
  ],
  [
    chain(
      [['Linear', { units: 1_000_000 }]].flatMap((fc) => [['Flatten'], fc, fc, ['Linear', { units: 10 }]]) as [string, Params][],
      CLASSIFIER,
    ),
    'tooManyWeights',
    'c',
    'units',
    'Its weights would need a tensor of 1000000000000 values, and the limit is 2147483647.',
    'Set units to 2048',
  ],
  [
    chain([
      ['Conv2D', { filters: 4 }, { expect: [28, 28, 4] }],
      ['Conv2D', { filters: 1, padding: [1, 1] }],
    ]),
    'unexpectedSize',
    'a',
    'padding',
    'It gives 26×26×4 and should give 28×28×4: floor((28 + 2·0 − 3) / 1) + 1 = 26.',
    'Set padding to 1',
  ],
  // Data set and task
  [
    edited(
      chain([same, ['Concat']], { dataset: OWN_DATASET }),
      { type: 'add', kind: 'Input', id: 'other', params: { channels: 3 } },
      { type: 'connect', from: 'other', to: 'b' },
    ),
    'otherInput',
    'other',
    undefined,
    'All Inputs get the same images, but other is 28×28×3 and the first Input is 28×28×1.',
    'Set other to 28×28×1',
  ],
  [
    chain([['Conv2D', { filters: 10 }]], { ...CLASSIFIER, dataset: OWN_DATASET }),
    'notScores',
    'a',
    undefined,
    'The task is classification: the output is an image of 26×26×10 and should be a vector with one value for each class.',
    'Add Global Avg after a',
  ],
  [
    chain([['Flatten'], ['Linear', { units: 1 }]], { ...CLASSIFIER, dataset: OWN_DATASET }),
    'oneScore',
    'b',
    'units',
    'The output is one value, and a Softmax of one value is always 1: the loss is 0 from the start. Give one value for each class.',
    'Set units to 2',
  ],
  [
    edited(chain([same]), { type: 'change', node: 'input', params: { height: 32, width: 32 } }),
    'otherImage',
    'input',
    'height',
    'The Input is 32×32×1, and the images of Fashion-MNIST are 28×28×1.',
    'Set the Input to 28×28×1',
  ],
  [
    chain([['Conv2D', { filters: 1 }]]),
    'notTheInput',
    'a',
    'padding',
    'The task is reconstruction: the output is 26×26×1 and should be 28×28×1, the size of the input.',
    'Set padding to 1',
  ],
  [
    chain([['Flatten'], ['Linear', { units: 12 }]], CLASSIFIER),
    'notClasses',
    'b',
    'units',
    'The task is classification: the output is 12 and should be a vector of 10, one value for each class of Fashion-MNIST.',
    'Set units to 10',
  ],
  [
    chain([...HEAD], { ...CLASSIFIER, loss: 'MSE' }),
    'otherLoss',
    'b',
    'training.loss',
    'The loss MSE does not fit the task classification. Use CrossEntropy.',
    'Use the loss CrossEntropy',
  ],
  [
    chain([['Conv2D', same[1], { frozen: true }]]),
    'nothingToLearn',
    undefined,
    undefined,
    'There is nothing to train: every layer with weights is frozen (1).',
    'Unfreeze a',
  ],
  [
    chain([['Activation', { function: 'Tanh' }]]),
    'noWeights',
    undefined,
    undefined,
    'There is nothing to train: no layer has weights. Add one that has, such as Conv or FC.',
    '',
  ],
  // Settings
  [
    chain([same], { learningRate: -1 }),
    'badSetting',
    'a',
    'training.learningRate',
    'training.learningRate: It is -1, and must be more than 0.',
    'Reset training.learningRate to its default',
  ],
  [
    chain([same], { warmup: 3 }),
    'unknownSetting',
    'a',
    'training.warmup',
    'This version of Patchbay does not know the setting training.warmup. It is kept, and has no effect here.',
    '',
  ],
  [
    chain([same], { dataset: 'kuzushiji' }),
    'unknownDataset',
    'a',
    'training.dataset',
    'This version of Patchbay does not know the data set kuzushiji, so sizes are not checked against its images and classes.',
    'Use the data set Fashion-MNIST',
  ],
  // Valid sizes, unsuitable model
  [
    chain([['Conv2D', { ...same[1], activation: 'ReLU' }]], AUTOENCODER),
    'targetOutOfReach',
    'a',
    'activation',
    'After ReLU the output lies in [0, ∞), but the target pixels lie in [−1, 1].',
    'Set activation to None',
  ],
  [
    chain([same, ['Activation', { function: 'Sigmoid' }]], AUTOENCODER),
    'targetOutOfReach',
    'b',
    'function',
    'After Sigmoid the output lies in [0, 1], but the target pixels lie in [−1, 1].',
    'Remove b',
  ],
  [
    chain([['Conv2D', { ...same[1], activation: 'Sigmoid' }]], { ...AUTOENCODER, loss: 'BinaryCrossEntropy' }),
    'lossNeedsScale',
    'a',
    'training.pixelScale',
    'BinaryCrossEntropy needs targets in [0, 1], but the pixels are scaled to [−1, 1].',
    'Scale the pixels to [0, 1]',
  ],
  [
    chain([same], { ...AUTOENCODER, pixelScale: [0, 1], loss: 'BinaryCrossEntropy' }),
    'lossNeedsRange',
    'a',
    'activation',
    'BinaryCrossEntropy needs an output in [0, 1], but this one lies in (−∞, ∞).',
    'Set activation to Sigmoid',
  ],
  [
    chain([['Flatten'], ['Linear', { units: 10, activation: 'Softmax' }]], CLASSIFIER),
    'softmaxBeforeLoss',
    'b',
    'activation',
    'CrossEntropy applies a Softmax of its own: with this one before it, the gradients become small and learning slow.',
    'Set activation to None',
  ],
  [
    chain([['Flatten'], ['Linear', { units: 10, activation: 'ReLU' }]], CLASSIFIER),
    'boundedLogits',
    'b',
    'activation',
    'CrossEntropy expects unbounded logits, but after ReLU they lie in [0, ∞).',
    'Set activation to None',
  ],
  [
    chain([...HEAD, ['Dropout', { rate: 0.2 }]], CLASSIFIER),
    'dropoutLast',
    'c',
    'rate',
    'Dropout is the last layer: in training, 20 % of the output values are set to 0. Remove it, or set its rate to 0.',
    'Set rate to 0',
  ],
  [
    chain([['Conv2D', { filters: 4, padding: [1, 1], activation: 'ReLU' }], ['Activation'], same]),
    'idleActivation',
    'b',
    'function',
    'Its input already lies in [0, ∞), so ReLU has no effect.',
    'Remove b',
  ],
  // Weights of other graphs
  [
    chain([['Conv2D', same[1], { weightsFrom: { graph: 'gone', node: 'a' } }]]),
    'weightsFromNoGraph',
    'a',
    'weightsFrom',
    'Its weights come from a of the graph gone, but the document has no such graph.',
    'Start a from new weights',
  ],
  [
    chain([['Conv2D', same[1], { weightsFrom: { graph: 'model', node: 'gone' } }]]),
    'weightsFromNoNode',
    'a',
    'weightsFrom',
    'Its weights come from gone, but the graph model has no such node.',
    'Start a from new weights',
  ],
  [
    chain([
      ['Conv2D', { filters: 4, padding: [1, 1] }],
      ['Conv2D', same[1], { weightsFrom: { graph: 'model', node: 'a' } }],
    ]),
    'weightsDiffer',
    'b',
    'weightsFrom',
    'Its weights are kernel 3×3×4×1, bias 1, but those of their source, a in the graph model, are kernel 3×3×1×4, bias 4.',
    'Start b from new weights',
  ],
];

/** A layer whose weights come from a run, with the existing runs. */
const RUN_CASES = [
  {
    code: 'weightsFromNoRun',
    runs: [{ id: 'other', name: 'Other run', graph: 'model', best: '2'.repeat(64) }],
    sentence: 'Its weights come from the run gone, which no longer exists.',
    fixes: ['Use the weights of Other run', 'Use the weights of the newest run when training starts', 'Start a from new weights'],
  },
  {
    code: 'weightsFromChanged',
    runs: [{ id: 'gone', name: 'The run', graph: 'model', best: '2'.repeat(64) }],
    sentence: 'Its weights come from the run The run, which was trained further, so they have changed.',
    fixes: ['Use the weights of The run', 'Use the weights of the newest run when training starts', 'Start a from new weights'],
  },
] as const;

describe('weights from a run', () => {
  const trained = { id: 'gone', checkpoint: 'best' as const, sha256: '1'.repeat(64) };
  const autoencoder = chain([
    ['Conv2D', { filters: 4, padding: [1, 1] }],
    ['Conv2D', { filters: 1, padding: [1, 1] }],
  ]);
  const { document, graphId } = detach(autoencoder, 'model', 'a', trained);
  const classifier = graphOf(document, graphId);
  if (!classifier) throw new Error('no graph');

  it.each(RUN_CASES)('of a run that changed are a problem at the layer: $code', ({ code, runs, sentence, fixes }) => {
    const found = diagnose(document, classifier, { runs }).problems;
    expect(found.map(({ node, code: other }) => `${node} ${other}`)).toEqual([`a ${code}`]);
    const [problem] = found;
    if (!problem) return;
    expect(problemMessage(problem, 'en')).toBe(sentence);
    expect(problem.fixes.map((fix) => fixMessage(fix, 'en'))).toEqual(fixes);
    for (const fix of problem.fixes) {
      const mended = graphOf(applyEdits(document, graphId, fix.edits), graphId);
      expect(mended && diagnose(document, mended, { runs }).problems).toEqual([]);
    }
  });

  it('of an epoch are a problem, since a run keeps only its best and last checkpoint', () => {
    const { document, graphId } = detach(autoencoder, 'model', 'a', trained);
    const from = { graph: 'model', node: 'a', run: { ...trained, checkpoint: 12 } };
    const named = applyEdits(document, graphId, [{ type: 'weights', node: 'a', from }]);
    const graph = graphOf(named, graphId);
    const runs = [{ id: 'gone', name: 'The run', graph: 'model', best: trained.sha256, last: trained.sha256 }];
    for (const known of [undefined, runs]) {
      const found = graph ? diagnose(named, graph, { runs: known }).problems : [];
      expect(found.map(({ node, code, severity }) => `${node} ${code} ${severity}`)).toEqual(['a weightsFromEpoch error']);
      expect(found[0] && problemMessage(found[0], 'en')).toBe(
        `Its weights come from epoch 12 of the run ${known ? 'The run' : 'gone'}, but a run keeps only its best and its last checkpoint.`,
      );
      for (const { edits } of found[0]?.fixes ?? []) {
        const mended = graphOf(applyEdits(named, graphId, edits), graphId);
        expect(mended && diagnose(named, mended, { runs: known }).problems).toEqual([]);
      }
      expect(found[0]?.fixes.length).toBeGreaterThan(1);
    }
  });

  it('are no problem if the run is unchanged, or unknown', () => {
    const runs = [{ id: 'gone', name: 'The run', graph: 'model', best: trained.sha256 }];
    expect(diagnose(document, classifier, { runs }).problems).toEqual([]);
    expect(diagnose(document, classifier).problems).toEqual([]);
    expect(classifier.nodes['a']?.weightsFrom).toEqual({ graph: 'model', node: 'a', run: trained });
  });
});

describe('a mistake', () => {
  it.each(CASES.map((one, index) => ({ name: `${index + 1}. ${one[1]} ${one[2] ?? ''}`, one })))('$name', ({ one }) => {
    const [document, code, node, param, sentence, fix] = one;
    const problems = problemsOf(document);
    const found = problems.find((problem) => problem.code === code && problem.node === node);
    expect(problems.map((problem) => `${problem.node}: ${problem.code}`)).toContain(`${node}: ${code}`);
    if (!found) return;
    expect(problemMessage(found, 'en')).toBe(sentence);
    expect(found.param).toBe(param);
    expect(found.fixes[0] ? fixMessage(found.fixes[0], 'en') : '').toBe(fix);
    expect(problemMessage(found, 'es')).not.toMatch(/\{\w+\}/);
    for (const each of found.fixes) {
      expect(fixMessage(each, 'es')).not.toMatch(/\{\w+\}/);
      const left = problemsOf(edited(document, ...each.edits));
      expect(left.map((problem) => `${problem.node}: ${problem.code} ${problem.param}`)).not.toContain(
        `${node}: ${code} ${param}`,
      );
    }
  });

  it('has a case for every code with a message', () => {
    const covered = new Set(
      [CASES.map(([, code]) => code), RUN_CASES.map(({ code }) => code), DATA_CODES, 'weightsFromEpoch'].flat(),
    );
    const general = new Set(['label', 'doc', 'source']);
    const codes = [...RULES, ...KINDS].flatMap(({ words }) => Object.keys(words.en)).filter((code) => !general.has(code));
    expect([...new Set(codes)].filter((code) => !covered.has(code))).toEqual([]);
  });

  it('has a message in both languages, with the same values', () => {
    const holes = (text: string | undefined) => [...(text ?? '').matchAll(/\{\w+\}/g)].map(String).sort();
    for (const { words } of RULES) {
      expect(Object.keys(words.es)).toEqual(Object.keys(words.en));
      for (const [code, text] of Object.entries(words.en))
        expect([...new Set(holes(words.es[code]))]).toEqual([...new Set(holes(text))]);
    }
    expect(LANGS).toEqual(['en', 'es']);
  });

  it('is reported where it arises, not again at every node downstream', () => {
    const document = chain([
      ['Conv2D', { padding: [0, 0] }, { expect: [28, 28, 16] }],
      ['Conv2D', { padding: [1, 1] }, { expect: [28, 28, 16] }],
      ['Conv2D', { filters: 1, kernel: [5, 5] }, { expect: [28, 28, 1] }],
    ]);
    const codes = problemsOf(document).map(({ node, code }) => `${node} ${code}`);
    expect(codes).toEqual(['a unexpectedSize', 'c unexpectedSize']);
  });
});

/** The codes of problems that need data that have been read. */
const DATA_CODES = ['spareOutputs', 'unseenClasses'];

describe('data that have been read', () => {
  const label = { en: 'the IDX files in /mine', es: 'los archivos IDX de /mine' };
  const facts = (more: Partial<DataFacts>): DataFacts => ({
    label,
    image: [28, 28, 1],
    classes: { least: 10, most: MOST_CLASSES },
    ...more,
  });
  /** The problem, then its fixes, in both languages. */
  const told = (document: Document, data: DataFacts) => {
    const { problems } = diagnose(document, only(document), { data });
    return problems.map((problem) => {
      expect(problemMessage(problem, 'es')).not.toMatch(/\{\w+\}/);
      for (const fix of problem.fixes) {
        const after = edited(document, ...fix.edits);
        expect(diagnose(after, only(after), { data }).problems.map(({ code }) => code)).not.toContain(problem.code);
      }
      const fixes = problem.fixes.map((fix) => fixMessage(fix, 'en'));
      return [`${problem.severity} ${problem.node} ${problem.code}`, problemMessage(problem, 'en'), ...fixes];
    });
  };
  const own = { dataset: OWN_DATASET };
  const autoencoder = chain([same], own);
  const classifier = chain([['Flatten'], ['Linear', { units: 10 }]], { ...CLASSIFIER, ...own });

  it('are no problem if they fit', () => {
    expect(told(autoencoder, facts({ classes: { least: 3, most: MOST_CLASSES } }))).toEqual([]);
    expect(told(classifier, facts({}))).toEqual([]);
  });

  it('of another size are a problem at the Input only, which a fix sets', () => {
    for (const document of [autoencoder, classifier])
      expect(told(document, facts({ image: [32, 48, 1] }))).toEqual([
        [
          'error input otherImage',
          'The Input is 28×28×1, and the images of the IDX files in /mine are 32×48×1.',
          'Set the Input to 32×48×1',
        ],
      ]);
    // An output with another size than the Input is a further problem.
    const valid = chain([['Conv2D', { filters: 1 }]], own);
    expect(told(valid, facts({ image: [32, 32, 1] })).map(([problem]) => problem)).toEqual([
      'error input otherImage',
      'error a notTheInput',
    ]);
  });

  it('with other channels are a problem too, and then that of the output', () => {
    const data = facts({ image: [28, 28, 3] });
    expect(told(autoencoder, data)).toEqual([
      [
        'error input otherImage',
        'The Input is 28×28×1, and the images of the IDX files in /mine are 28×28×3.',
        'Set the Input to 28×28×3',
      ],
    ]);
    const set = edited(autoencoder, { type: 'change', node: 'input', params: { channels: 3 } });
    expect(told(set, data)).toEqual([
      [
        'error a notTheInput',
        'The task is reconstruction: the output is 28×28×1 and should be 28×28×3, the size of the input.',
        'Set filters to 3',
      ],
    ]);
  });

  it('with more classes than outputs are an error, with fewer a warning', () => {
    expect(told(classifier, facts({ classes: { least: 12, most: MOST_CLASSES } }))).toEqual([
      [
        'error b notClasses',
        'The task is classification: the output is 10 and should be a vector of 12, one value for each class of the IDX files in /mine.',
        'Set units to 12',
        'Add FC after b',
      ],
    ]);
    expect(told(classifier, facts({ classes: { least: 7, most: MOST_CLASSES } }))).toEqual([
      [
        'warning b spareOutputs',
        'The output has 10 values, and there are 7 classes in the IDX files in /mine: the last 3 outputs are never the target.',
        'Set units to 7',
      ],
    ]);
    // No label is as large as the output: the head is missing.
    const headless = chain([['Flatten'], ['Linear', { units: 300 }]], { ...CLASSIFIER, ...own });
    expect(told(headless, facts({}))[0]?.[0]).toBe('error b notClasses');
    // A data set with class names has a known number of classes.
    expect(told(classifier, facts({ classes: { least: 7, most: 7 } }))[0]?.[0]).toBe('error b notClasses');
  });

  it('report the classes without training images', () => {
    const unseen = Array.from({ length: 12 }, (_, label) => String(label));
    expect(told(classifier, facts({ unseen }))).toEqual([
      [
        'warning b unseenClasses',
        'The validation images have classes that the training images lack (0, 1, 2, 3, 4, 5, 6, 7, 8, 9…), so the model cannot learn them. Train on more images, or on others.',
      ],
    ]);
    expect(told(autoencoder, facts({ unseen }))).toEqual([]);
  });

  it('replace the data set that the document names', () => {
    const named = chain([same]);
    expect(told(named, facts({ image: [8, 8, 1] }))[0]?.[0]).toBe('error input otherImage');
    const unknown = chain([same], { dataset: 'kuzushiji' });
    expect(told(unknown, facts({}))).toEqual([]);
  });
});

describe('a graph without trainable weights', () => {
  it('includes one whose trainable layers do not reach the output', () => {
    const merged = edited(
      chain([['MaxPool2D', { kernel: [1, 1], stride: [1, 1] }], ['Add']], AUTOENCODER),
      { type: 'add', kind: 'Conv2D', id: 'side', params: same[1] },
      { type: 'connect', from: 'input', to: 'side' },
      { type: 'connect', from: 'side', to: 'b' },
    );
    const bypassed = edited(merged, { type: 'bypass', node: 'b', bypassed: true });
    expect(problemsOf(merged)).toEqual([]);
    expect(problemsOf(bypassed).map(({ code, severity }) => `${severity} ${code}`)).toEqual(['error noWeights']);
  });

  it('is not reported before its sizes are known', () => {
    const codes = problemsOf(chain([['MaxPool2D', { kernel: [40, 40] }], ['Flatten']], CLASSIFIER)).map(({ code }) => code);
    expect(codes).not.toContain('noWeights');
  });
});

describe('detaching an encoder', () => {
  const autoencoder = chain([
    ['Conv2D', { filters: 4, stride: [2, 2], padding: [1, 1], activation: 'ReLU' }, { frozen: true }],
    ['BatchNorm'],
    ['Dropout'],
    ['ConvTranspose2D', { filters: 1, padding: [1, 1], outputPadding: [1, 1] }],
  ]);

  it('gives a graph that can be trained, whose layers take their weights from the originals', () => {
    expect(problemsOf(autoencoder)).toEqual([]);
    const { document, graphId } = detach(autoencoder, 'model', 'c');
    const graph = graphOf(document, graphId);
    if (!graph) throw new Error('no graph');
    expect(graph.id).toBe('classifier');
    expect(Object.keys(graph.nodes)).toEqual(['input', 'a', 'b', 'c', 'flatten1', 'fc1']);
    expect(Object.values(graph.nodes).map((node) => node.weightsFrom?.node)).toEqual([
      undefined,
      'a',
      'b',
      undefined,
      undefined,
      undefined,
    ]);
    expect(graph.nodes['a']?.frozen).toBeUndefined();
    expect(graph.nodes['fc1']?.params).toEqual({ units: 10 });
    const { problems, training, inference } = diagnose(document, graph);
    expect(problems).toEqual([]);
    expect(training.training).toMatchObject({ task: 'classification', loss: { kind: 'CrossEntropy' } });
    expect(inference.nodes.get('flatten1')?.out).toEqual([14 * 14 * 4]);
    expect(document.graphs[0]).toBe(autoencoder.graphs[0]);
    expect(detach(document, 'model', 'b').graphId).toBe('classifier2');
  });

  it('reports missing graphs and nodes', () => {
    expect(() => detach(autoencoder, 'model', 'gone')).toThrow(EditError);
    expect(() => detach(autoencoder, 'gone', 'a')).toThrow('There is no graph gone.');
  });
});

describe('a large graph', () => {
  it('is searched within the budget', () => {
    const edits = Array.from({ length: 300 }, (_, index): Edit[] => [
      { type: 'add', kind: 'Conv2D', id: `c${index}`, params: { filters: 8, padding: [1, 1] } },
      { type: 'connect', from: index === 0 ? 'input' : `c${index - 1}`, to: `c${index}` },
    ]).flat();
    const document = edited(emptyDocument('Deep'), ...edits);
    const problems: readonly Problem[] = problemsOf(document);
    expect(problems.map(({ code }) => code)).toEqual(['notTheInput']);
    expect(problems[0]?.fixes.map((fix) => fixMessage(fix, 'en'))[0]).toBe('Set filters to 1');
  });
});
