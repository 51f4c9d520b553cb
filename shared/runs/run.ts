import { z } from 'zod';
import { documentSchema } from '../graph/document';

/** The version of run.json that this Patchbay writes. */
export const RUN_VERSION = 1;

/** What a run came to. A run that was killed says that it is running; that no process holds its lock tells the difference. */
export const RUN_STATES = ['created', 'running', 'paused', 'stopped', 'finished', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

/**
 * A change of a run while it ran: from the step after `step` on, another learning rate, or another number of epochs in all. The
 * same seed and interventions give the same run.
 */
const intervention = z.object({
  step: z.int().min(0),
  learningRate: z.number().gt(0).max(10).optional(),
  epochs: z.int().min(1).max(100_000).optional(),
});
export type Intervention = Readonly<z.output<typeof intervention>>;

/** What the run's engine was. Another one may give other bytes. */
const engine = z.object({
  backend: z.enum(['native', 'wasm']),
  library: z.string(),
  threads: z.int().min(1),
  oneDnn: z.boolean().optional(),
  node: z.string(),
});
export type RunEngine = Readonly<z.output<typeof engine>>;

/** A part of the images: how many, and the SHA-256 of their labels and then their pixels. */
const part = z.object({ count: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** What the run learned from. */
const data = z.object({
  dataset: z.string(),
  /** The folder of IDX files of one's own. */
  folder: z.string().optional(),
  /** How many images were trained on and validated with; less than all if so asked. */
  train: z.int().min(1).optional(),
  validation: z.int().min(1).optional(),
  /** Where the images came from, in words. */
  source: z.object({ en: z.string(), es: z.string() }).optional(),
  /** The images that it began with, and goes on with; absent before it began, and in runs of earlier versions. */
  found: z.object({ image: z.tuple([z.int(), z.int(), z.int()]), train: part, validation: part }).optional(),
});
export type RunData = Readonly<z.output<typeof data>>;

/** Where nodes took their weights from: another run's checkpoint, known by the sum of its bytes. */
const weightsFrom = z.object({
  run: z.string(),
  checkpoint: z.enum(['best', 'last']),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  nodes: z.array(z.string()),
});

/** The weights that one node begins with: those of a run's checkpoint, which has to be that of the sum where there is one. */
export const weightSource = z.object({
  node: z.string(),
  folder: z.string(),
  checkpoint: z.enum(['best', 'last']),
  sha256: z.string().optional(),
});
export type WeightSource = Readonly<z.output<typeof weightSource>>;

/** The engine and the weights that a run was started with: without a checkpoint yet, it is resumed with the same. */
const start = z.object({
  engine: z.enum(['auto', 'native', 'wasm']),
  weightsFrom: z.array(weightSource).readonly().optional(),
});
export type RunStart = Readonly<z.output<typeof start>>;

/** run.json: what was to be trained and how, on what, and what came of it. Unknown keys are kept. */
export const runSchema = z.looseObject({
  format: z.literal('patchbay-run'),
  version: z.int().min(1),
  id: z.string().min(1).max(200),
  name: z.string().max(500),
  created: z.iso.datetime(),
  state: z.enum(RUN_STATES),
  /** Why it failed or stopped, in words. */
  reason: z.object({ en: z.string(), es: z.string() }).optional(),
  /** The document as it was, with the graph that was trained. The training configuration stands in the graph. */
  document: documentSchema,
  graph: z.string(),
  data,
  start: start.optional(),
  engine: engine.optional(),
  weightsFrom: z.array(weightsFrom).default([]),
  interventions: z.array(intervention).default([]),
  /** Seconds of training, without validation, and of validation, by epoch. */
  timings: z.array(z.object({ epoch: z.int(), train: z.number(), validation: z.number() })).default([]),
});
export type Run = Readonly<z.output<typeof runSchema>>;

/** The learning rate of a step, counted from 1: the configuration's, or that of the last intervention before it. */
export function learningRateAt(run: Run, configured: number, step: number): number {
  const last = run.interventions.filter((one) => one.learningRate !== undefined && one.step < step).at(-1);
  return last?.learningRate ?? configured;
}

/** How many epochs there are to be in all, as far as is known after so many steps. */
export function epochsAfter(run: Run, configured: number, step: number): number {
  const last = run.interventions.filter((one) => one.epochs !== undefined && one.step <= step).at(-1);
  return last?.epochs ?? configured;
}
