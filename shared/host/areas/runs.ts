import { z } from 'zod';
import { metricSchema } from '../../runs/metrics';
import { RUN_STATES, runSchema } from '../../runs/run';
import { ENGINE_CHOICES, ENGINES } from '../../training/engines';
import { TASKS } from '../../training/tasks/index';
import { nothing, procedure, textSchema } from '../rpc/procedure';
import { documentText, fileHandle, fileRef, sha256 } from './file-ref';
import { checkpoint, runId } from './run-ref';

/** The request for a new run: a graph of a document, trained with its own configuration. */
const order = z.strictObject({
  document: documentText,
  graph: z.string().min(1).max(200),
  /** The document's file, so that it can be opened from the run; null if it has none. */
  file: fileHandle.nullable(),
  /** Numbers of images, for a quick run on fewer than all. */
  train: z.int().min(1).exactOptional(),
  validation: z.int().min(1).exactOptional(),
  /** The fastest engine by default. */
  engine: z.enum(ENGINE_CHOICES).exactOptional(),
  /**
   * The source of weights for nodes with `weightsFrom` without a run: a run, or `fresh` for new weights. By default the newest run of the
   * graph that they name.
   */
  weightsFrom: z.union([z.strictObject({ run: runId, checkpoint }), z.literal('fresh')]).exactOptional(),
});
export type RunOrder = Readonly<z.output<typeof order>>;

export const progressSchema = z.object({
  phase: z.enum(['preparing', 'training', 'validating', 'paused']),
  /** The current step of the preparation, and its progress. */
  preparing: z.object({ step: textSchema, done: z.number().optional(), total: z.number().optional() }).optional(),
  /** The number of steps taken, and of steps per epoch. */
  step: z.int().min(0),
  batches: z.int().min(0),
  /** The current epoch, counted from 1, its finished batches, and the total number of epochs. */
  epoch: z.int().min(1),
  batch: z.int().min(0),
  epochs: z.int().min(1),
  /** Estimated from the last steps; absent until known. */
  secondsLeft: z.number().min(0).optional(),
  imagesPerSecond: z.number().min(0).optional(),
  learningRate: z.number(),
  /** A notice for the user: the engine does not respond, or was suspended. */
  notice: textSchema.optional(),
  /** True if the engine has not responded for too long. */
  silent: z.boolean().optional(),
});
export type RunProgress = Readonly<z.output<typeof progressSchema>>;

/** The state of a run. `interrupted`: its process exited unexpectedly. */
export const RUN_STATUSES = [...RUN_STATES, 'queued', 'interrupted'] as const;

const figures = z.object({
  epoch: z.int().min(1),
  trainLoss: z.number(),
  valLoss: z.number(),
  trainAccuracy: z.number().optional(),
  valAccuracy: z.number().optional(),
});

/** A run in the list of runs. */
const summary = z.object({
  id: runId,
  name: z.string().max(500),
  note: z.string().max(20_000),
  starred: z.boolean(),
  created: z.iso.datetime(),
  status: z.enum(RUN_STATUSES),
  /** Its position in the queue, from 1, while it is queued. */
  place: z.int().min(1).optional(),
  /** The reason why it failed or stopped, or why it waits in the queue. */
  reason: textSchema.optional(),
  /** A notice that its result may mislead: it started from the weights of a run that was not finished. */
  caution: textSchema.optional(),
  /** The document's name, and its file if that still exists. */
  document: z.string().max(1_024),
  file: fileRef.nullable(),
  /** The graph's id and title in that document. */
  graph: z.object({ id: z.string(), title: textSchema }),
  task: z.enum(TASKS.map(({ name }) => name)),
  loss: z.string(),
  /** Its data. Runs can only be ranked together if this and the pixel scale are the same. */
  data: z.object({ dataset: z.string(), train: z.int().optional(), validation: z.int().optional(), testImages: z.boolean() }),
  pixelScale: z.tuple([z.number(), z.number()]),
  seed: z.int(),
  epochsDone: z.int().min(0),
  epochs: z.int().min(1),
  last: figures.optional(),
  best: figures.optional(),
  /** Seconds of training and validation so far. */
  seconds: z.number().min(0),
  engine: z.object({ backend: z.enum(ENGINES), library: z.string() }).optional(),
  /** The SHA-256 of its checkpoints, by which a document refers to their weights. */
  weights: z.object({ best: sha256.optional(), last: sha256.optional() }),
  /** The preset of the paper's model that its graph equals, such as table2-baseline; absent for any other graph. */
  paper: z.string().max(64).optional(),
  /** Its progress, while it runs. */
  progress: progressSchema.optional(),
});
export type RunSummary = Readonly<z.output<typeof summary>>;

/** Runs: starting, controlling and listing them. */
export const runs = {
  /** All of the user's runs, the newest first, queued ones included. */
  'runs.list': procedure(nothing, z.array(summary).max(10_000)),
  /** The content of a run's run.json. */
  'runs.read': procedure(z.strictObject({ id: runId }), z.object({ summary, run: runSchema })),
  /**
   * The metrics from an offset in metrics.jsonl, in bytes, and the `next` offset. Empty if there are none yet. A run that went back to a
   * checkpoint has a shorter file: `next` is then less than the requested offset, and reading starts again at 0.
   */
  'runs.metrics': procedure(
    z.strictObject({ id: runId, from: z.int().min(0) }),
    z.object({ metrics: z.array(metricSchema).max(20_000), next: z.int().min(0), more: z.boolean() }),
  ),
  /**
   * Queues runs, one per graph; the first starts at once if no run is active. All are checked before any is queued.
   * @throws HostError notTrainable with the errors of the graph
   */
  'runs.start': procedure(z.strictObject({ orders: z.array(order).min(1).max(100) }), z.object({ ids: z.array(runId) })),
  'runs.pause': procedure(z.strictObject({ id: runId }), nothing),
  /** Resumes a paused or ended run from its last checkpoint, optionally with more epochs or another learning rate. */
  'runs.resume': procedure(
    z.strictObject({
      id: runId,
      epochs: z.int().min(1).max(100_000).exactOptional(),
      learningRate: z.number().gt(0).max(10).exactOptional(),
    }),
    nothing,
  ),
  /** Stops a run at a checkpoint. */
  'runs.stop': procedure(z.strictObject({ id: runId }), nothing),
  /** Changes a running run; the change is recorded with its step. */
  'runs.change': procedure(
    z.strictObject({
      id: runId,
      epochs: z.int().min(1).max(100_000).exactOptional(),
      learningRate: z.number().gt(0).max(10).exactOptional(),
    }),
    nothing,
  ),
  /** Repeats a run as a new one, with the same document, data, seed and interventions. */
  'runs.again': procedure(z.strictObject({ id: runId }), z.object({ id: runId })),
  /** Sets the order of the queue: ids of queued runs, the next first. */
  'runs.reorder': procedure(z.strictObject({ ids: z.array(runId).max(1_000) }), nothing),
  'runs.describe': procedure(
    z.strictObject({
      id: runId,
      name: z.string().min(1).max(500).exactOptional(),
      note: z.string().max(20_000).exactOptional(),
      starred: z.boolean().exactOptional(),
    }),
    nothing,
  ),
  /** The names of documents and runs that take weights from these runs, for a warning before they are deleted. */
  'runs.usedBy': procedure(z.strictObject({ ids: z.array(runId).max(1_000) }), z.array(z.string()).max(1_000)),
  /** Moves runs to the trash, from which `restore` brings them back for a week. A queued run leaves the queue. */
  'runs.delete': procedure(z.strictObject({ ids: z.array(runId).min(1).max(1_000) }), nothing),
  'runs.restore': procedure(z.strictObject({ ids: z.array(runId).min(1).max(1_000) }), nothing),
  /** A document with the weights that its layers take from runs embedded, for sharing, and those runs. */
  'runs.pack': procedure(
    z.strictObject({ document: documentText }),
    z.object({ text: documentText, runs: z.array(runId).max(1_000) }),
  ),
  /** Extracts embedded weights: returns the document without them, and adds their runs to the user's. Other documents stay unchanged. */
  'runs.unpack': procedure(
    z.strictObject({ text: documentText }),
    z.object({ text: documentText, runs: z.array(runId).max(1_000) }),
  ),
  /** Imports folders of runs made elsewhere. Files are base64 by their path in the run. */
  'runs.import': procedure(
    z.strictObject({
      files: z.array(z.strictObject({ path: z.string().max(1_024), data: z.string().max(32 * 2 ** 20) })).max(2_000),
    }),
    z.object({ id: runId }),
  ),
};
