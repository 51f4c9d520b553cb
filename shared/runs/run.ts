import { z } from 'zod';
import { documentSchema, graphOf } from '../graph/document';
import { CHECKPOINTS } from '../training/checkpoints';
import { parseTraining } from '../training/config';
import { ENGINE_CHOICES, ENGINES } from '../training/engines';

/** The version of run.json that this Patchbay writes. */
export const RUN_VERSION = 1;

/** The state of a run. A killed run is still `running` in the file, but no process holds its lock. */
export const RUN_STATES = ['created', 'running', 'paused', 'stopped', 'finished', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];

/**
 * A change during a run: another learning rate or total number of epochs, from the step after `step` on. The same seed and interventions
 * give the same run.
 */
const intervention = z.object({
  step: z.int().min(0),
  learningRate: z.number().gt(0).max(10).optional(),
  epochs: z.int().min(1).max(100_000).optional(),
});
export type Intervention = Readonly<z.output<typeof intervention>>;

/** The engine of a run. Another one may give other bytes. */
const engine = z.object({
  backend: z.enum(ENGINES),
  library: z.string(),
  threads: z.int().min(1),
  oneDnn: z.boolean().optional(),
  node: z.string(),
});
export type RunEngine = Readonly<z.output<typeof engine>>;

/** A part of the images: their number, and the SHA-256 of their labels followed by their pixels. */
const part = z.object({ count: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** The data of a run. */
const data = z.object({
  dataset: z.string(),
  /** The folder of the user's own IDX files. */
  folder: z.string().optional(),
  /** The numbers of training and validation images used. */
  train: z.int().min(1).optional(),
  validation: z.int().min(1).optional(),
  /** A description of the images' origin. */
  source: z.object({ en: z.string(), es: z.string() }).optional(),
  /** The images of the run, checked when it is resumed; absent before it started, and in runs of earlier versions. */
  found: z.object({ image: z.tuple([z.int(), z.int(), z.int()]), train: part, validation: part }).optional(),
});
export type RunData = Readonly<z.output<typeof data>>;

/** The source of nodes' weights: another run's checkpoint, identified by its checksum. */
const weightsFrom = z.object({
  run: z.string(),
  checkpoint: z.enum(CHECKPOINTS),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  nodes: z.array(z.string()),
  /** For weights of a run that was not finished then: the epochs that the checkpoint had of the planned ones. */
  unfinished: z.object({ epochs: z.int().min(0), of: z.int().min(1) }).optional(),
});
export type WeightsRecord = Readonly<z.output<typeof weightsFrom>>;

/** The initial weights of one node: those of a run's checkpoint, which must match the checksum if there is one. */
export const weightSource = z.object({
  node: z.string(),
  folder: z.string(),
  checkpoint: z.enum(CHECKPOINTS),
  sha256: z.string().optional(),
});
export type WeightSource = Readonly<z.output<typeof weightSource>>;

/** The engine and the initial weights of a run: before its first checkpoint, it is resumed with the same. */
const start = z.object({
  engine: z.enum(ENGINE_CHOICES),
  weightsFrom: z.array(weightSource).readonly().optional(),
});
export type RunStart = Readonly<z.output<typeof start>>;

/** run.json: the configuration, the data and the outcome of a run. Unknown keys are kept. */
export const runSchema = z.looseObject({
  format: z.literal('patchbay-run'),
  version: z.int().min(1),
  id: z.string().min(1).max(200),
  name: z.string().max(500),
  created: z.iso.datetime(),
  state: z.enum(RUN_STATES),
  /** The reason why it failed or stopped, for the user. */
  reason: z.object({ en: z.string(), es: z.string() }).optional(),
  /** The document at the start of the run, with the trained graph and its training configuration. */
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

/** The total number of epochs of a run, including changes during training. */
export function epochsOf(run: Run): number {
  const configured = parseTraining(graphOf(run.document, run.graph)?.training ?? {}).training.epochs;
  return epochsAfter(run, configured, Number.POSITIVE_INFINITY);
}

/** The learning rate of a step, counted from 1: the configuration's, or that of the last intervention before it. */
export function learningRateAt(run: Run, configured: number, step: number): number {
  const last = run.interventions.filter((one) => one.learningRate !== undefined && one.step < step).at(-1);
  return last?.learningRate ?? configured;
}

/** The total number of epochs planned after a number of steps. */
export function epochsAfter(run: Run, configured: number, step: number): number {
  const last = run.interventions.filter((one) => one.epochs !== undefined && one.step <= step).at(-1);
  return last?.epochs ?? configured;
}
