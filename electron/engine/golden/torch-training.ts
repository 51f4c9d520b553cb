import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Document, emptyDocument } from '../../../shared/graph/document';
import { applyEdits, type Edit } from '../../../shared/graph/edits/edit';
import { infer } from '../../../shared/graph/infer';
import { type LiveGraph, liveGraph } from '../../../shared/graph/live';
import { valuesFromTorch, weightsFromTorch } from '../../../shared/layers/golden/torch';
import { parseTraining, type Training } from '../../../shared/training/config';
import { LOSSES } from '../../../shared/training/losses/index';
import { taskOf } from '../../../shared/training/tasks/index';
import { OPTIMIZERS } from '../../../shared/training/optimizers/index';
import type { State } from '../../run-folder/state';
import type { Batch } from '../training/trainer';

/** PyTorch's losses, optimizer steps and ten steps of Table 2's training, as the golden files hold them. */

const numbers = z.array(z.number());
const sizes = z.array(z.int().min(0));

const lossCases = z.array(
  z.object({ loss: z.string(), options: z.looseObject({}).default({}), shape: sizes, y: numbers, target: numbers, value: z.number(), dy: numbers }),
);
const optimizerCases = z.array(
  z.object({
    optimizer: z.string(),
    options: z.looseObject({ lr: z.number() }),
    start: numbers,
    gradients: z.array(numbers),
    after: z.array(numbers),
  }),
);
const clippingCases = z.array(
  z.object({
    optimizer: z.string(),
    options: z.looseObject({ lr: z.number() }),
    clipping: z.object({ by: z.enum(['norm', 'value']), at: z.number() }),
    start: z.array(numbers),
    gradients: z.array(z.array(numbers)),
    after: z.array(z.array(numbers)),
  }),
);
const table2 = z.object({ x: numbers, weights: z.record(z.string(), z.object({ shape: sizes, data: numbers })), losses: numbers });

/** The files torch-losses.json, torch-losses-Huber.json and so on. */
const read = (what: string): readonly unknown[] =>
  readdirSync(new URL('./', import.meta.url))
    .filter((name) => name.startsWith(`torch-${what}`) && name.endsWith('.json'))
    .map((name): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')));

/** A loss and the gradient of the output. Where the task is one of classes, the targets are labels. */
export const torchLosses = () =>
  read('losses').flatMap((file) => lossCases.parse(file)).map(({ loss: kind, options, ...values }) => {
    const { training, issues } = parseTraining({ loss: { kind, ...options } });
    if (issues.length > 0) throw new Error(`${kind} ${JSON.stringify(options)} is not a loss of ours`);
    return { ...values, loss: training.loss, title: `${kind} ${JSON.stringify(options)} of ${values.shape}` };
  });

/** Five steps of an optimizer on one tensor. */
export interface TorchSteps {
  readonly title: string;
  readonly optimizer: Training['optimizer'];
  readonly learningRate: number;
  readonly start: readonly number[];
  /** By step. */
  readonly gradients: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
}

export const torchOptimizers = (): readonly TorchSteps[] =>
  read('optimizers').flatMap((file) => optimizerCases.parse(file)).map(({ optimizer: kind, options, ...steps }) => {
    const { lr, ...own } = options;
    const { training, issues } = parseTraining({ optimizer: { kind, ...own } });
    if (issues.length > 0) throw new Error(`${kind} ${JSON.stringify(own)} is not an optimizer of ours`);
    return { ...steps, optimizer: training.optimizer, learningRate: lr, title: `${kind} ${JSON.stringify(options)}` };
  });

/** Steps of an optimizer on several tensors, whose gradients are limited together: by step, and then by tensor. */
export const torchClipping = () =>
  read('clipping').flatMap((file) => clippingCases.parse(file)).map(({ optimizer: kind, options, ...steps }) => {
    const { lr, ...own } = options;
    const { training, issues } = parseTraining({ optimizer: { kind, ...own }, clipping: steps.clipping });
    if (issues.length > 0) throw new Error(`${kind} ${JSON.stringify(own)} is not an optimizer of ours`);
    const title = `${kind} ${JSON.stringify({ ...options, ...steps.clipping })}`;
    return { ...steps, optimizer: training.optimizer, learningRate: lr, title };
  });

/** True if a loss of these tasks compares the output with labels. */
export const takesLabels = (tasks: readonly string[]): boolean => tasks.every((task) => taskOf(task).target === 'class');

/** The losses and optimizers without a case. */
export function untested(): readonly string[] {
  const seen = new Set<string>([
    ...torchLosses().map(({ loss }) => loss.kind),
    ...torchOptimizers().map(({ optimizer }) => optimizer.kind),
  ]);
  return [...LOSSES, ...OPTIMIZERS].map(({ name }) => name).filter((name) => !seen.has(name));
}

/** Table 2's net without Dropout, with PyTorch's initial weights, 16 images and the losses of ten steps of Adam on them. */
export interface Table2 {
  readonly live: LiveGraph;
  readonly weights: State;
  readonly batch: Batch;
  readonly losses: readonly number[];
}

/** The names of Table 2's layers in PyTorch's Sequential and in ours. */
const NAMES = [
  ['0', 'conv1'],
  ['3', 'conv2'],
  ['6', 'convt1'],
  ['8', 'convt2'],
] as const;

export function torchTable2(): Table2 {
  const { x, weights, losses } = table2.parse(read('table2')[0]);
  const state = NAMES.flatMap(([theirs, ours]) =>
    [
      ['weight', 'kernel'],
      ['bias', 'bias'],
    ].map(([from, to]) => {
      const tensor = weights[`${theirs}.${from}`];
      if (!tensor) throw new Error(`no ${theirs}.${from}`);
      const { shape, data } = weightsFromTorch(tensor);
      return [`${ours}.${to}`, { shape, data: Float32Array.from(data) }] as const;
    }),
  );
  const count = x.length / 784;
  const images = Float32Array.from(valuesFromTorch({ shape: [count, 1, 28, 28], data: x }).data);
  const [graph] = table2Document().graphs;
  if (!graph) throw new Error('no graph');
  return {
    live: liveGraph(infer(graph)),
    weights: new Map(state),
    batch: { images, labels: new Uint8Array(count), count },
    losses,
  };
}

function table2Document(): Document {
  const layers: readonly (readonly [id: string, kind: string, params: Record<string, unknown>])[] = [
    ['conv1', 'Conv2D', { filters: 16, activation: 'ReLU' }],
    ['pool1', 'MaxPool2D', {}],
    ['conv2', 'Conv2D', { filters: 32, activation: 'ReLU' }],
    ['pool2', 'MaxPool2D', {}],
    ['convt1', 'ConvTranspose2D', { filters: 16, kernel: [5, 5], activation: 'ReLU' }],
    ['convt2', 'ConvTranspose2D', { filters: 1, kernel: [6, 6], padding: [1, 1] }],
  ];
  const edits = layers.flatMap(([id, kind, params], row): Edit[] => [
    { type: 'add', kind, id, params },
    { type: 'connect', from: layers[row - 1]?.[0] ?? 'input', to: id },
  ]);
  return applyEdits(emptyDocument('Table 2'), 'model', edits);
}
