import { z } from 'zod';
import { metricSchema } from '../../runs/metrics';
import { RUN_STATES, runSchema } from '../../runs/run';
import { TASKS } from '../../training/tasks/index';
import { nothing, procedure, textSchema } from '../rpc/procedure';
import { documentText, fileHandle, fileRef, sha256 } from './file-ref';
import { checkpoint, runId } from './run-ref';

/** What a new run is made from: a graph of a document as it stands on the canvas, trained as it says itself. */
const order = z.strictObject({
  document: documentText,
  graph: z.string().min(1).max(200),
  /** The file that the document is saved in, so that it can be opened again from the run; null for an untitled one. */
  file: fileHandle.nullable(),
  /** Fewer images than all, for a quick look. */
  train: z.int().min(1).exactOptional(),
  validation: z.int().min(1).exactOptional(),
  /** The fastest that there is if not said. */
  engine: z.enum(['auto', 'native', 'wasm']).exactOptional(),
  /**
   * Where nodes with `weightsFrom` but no run of their own take their weights: a run, or `fresh` for none. The newest run of
   * the graph that they name if not said.
   */
  weightsFrom: z.union([z.strictObject({ run: runId, checkpoint }), z.literal('fresh')]).exactOptional(),
});
export type RunOrder = Readonly<z.output<typeof order>>;

export const progressSchema = z.object({
  phase: z.enum(['preparing', 'training', 'validating', 'paused']),
  /** What is being prepared, in words, and how far it is. */
  preparing: z.object({ step: textSchema, done: z.number().optional(), total: z.number().optional() }).optional(),
  /** Steps taken in all, and steps an epoch. */
  step: z.int().min(0),
  batches: z.int().min(0),
  /** The present epoch, counted from 1, the batches taken of it, and how many epochs there are to be. */
  epoch: z.int().min(1),
  batch: z.int().min(0),
  epochs: z.int().min(1),
  /** From the pace of the last steps; absent until it is known. */
  secondsLeft: z.number().min(0).optional(),
  imagesPerSecond: z.number().min(0).optional(),
  learningRate: z.number(),
  /** What a person should know of it: that the engine has fallen silent, or slept. */
  notice: textSchema.optional(),
  /** Nothing has been heard of the engine for long, and it should have been. */
  silent: z.boolean().optional(),
});
export type RunProgress = Readonly<z.output<typeof progressSchema>>;

/** Whether a run has begun, and what became of it. `interrupted`: its process is gone, without a word. */
export const RUN_STATUSES = [...RUN_STATES, 'queued', 'interrupted'] as const;

const figures = z.object({
  epoch: z.int().min(1),
  trainLoss: z.number(),
  valLoss: z.number(),
  trainAccuracy: z.number().optional(),
  valAccuracy: z.number().optional(),
});

/** A run as the list of runs shows it. */
const summary = z.object({
  id: runId,
  name: z.string().max(500),
  note: z.string().max(20_000),
  starred: z.boolean(),
  created: z.iso.datetime(),
  status: z.enum(RUN_STATUSES),
  /** Its place among those that wait, from 1, while it is queued. */
  place: z.int().min(1).optional(),
  /** Why it failed or stopped, in words. */
  reason: textSchema.optional(),
  /** The document's name, and its file where that is still there. */
  document: z.string().max(1_024),
  file: fileRef.nullable(),
  /** The graph's id and title in that document. */
  graph: z.object({ id: z.string(), title: textSchema }),
  task: z.enum(TASKS.map(({ name }) => name)),
  loss: z.string(),
  /** What it learned from: runs can only be ranked together where this, and the pixel scale, are the same. */
  data: z.object({ dataset: z.string(), train: z.int().optional(), validation: z.int().optional(), testImages: z.boolean() }),
  pixelScale: z.tuple([z.number(), z.number()]),
  seed: z.int(),
  epochsDone: z.int().min(0),
  epochs: z.int().min(1),
  last: figures.optional(),
  best: figures.optional(),
  /** Seconds of training and validation so far. */
  seconds: z.number().min(0),
  engine: z.object({ backend: z.enum(['native', 'wasm']), library: z.string() }).optional(),
  /** The SHA-256 of its checkpoints' bytes, by which a document names the weights that it takes. */
  weights: z.object({ best: sha256.optional(), last: sha256.optional() }),
  /** The model of the paper that its graph is, by the preset's name: table2-baseline; absent for any other graph. */
  paper: z.string().max(64).optional(),
  /** What it is doing, while it runs. */
  progress: progressSchema.optional(),
});
export type RunSummary = Readonly<z.output<typeof summary>>;

/** Runs: begun, led, remembered. */
export const runs = {
  /** All of the user's runs, the newest first, queued ones included. */
  'runs.list': procedure(nothing, z.array(summary).max(10_000)),
  /** Everything that run.json says of one. */
  'runs.read': procedure(z.strictObject({ id: runId }), z.object({ summary, run: runSchema })),
  /**
   * The metrics from a place in metrics.jsonl on, in bytes; `next` is where to go on. Empty when there are no more yet. A run that
   * went back to a checkpoint is shorter than before: `next` is then less than what was asked for, and reading begins anew at 0.
   */
  'runs.metrics': procedure(
    z.strictObject({ id: runId, from: z.int().min(0) }),
    z.object({ metrics: z.array(metricSchema).max(20_000), next: z.int().min(0), more: z.boolean() }),
  ),
  /**
   * Puts runs at the end of the queue, a graph each; the first starts at once where nothing runs. All are checked before any is
   * taken. @throws HostError notTrainable with what stands between the graph and training
   */
  'runs.start': procedure(z.strictObject({ orders: z.array(order).min(1).max(100) }), z.object({ ids: z.array(runId) })),
  'runs.pause': procedure(z.strictObject({ id: runId }), nothing),
  /** Goes on with a run that is paused, or that ended, from its last checkpoint, with more epochs or another rate if so said. */
  'runs.resume': procedure(
    z.strictObject({
      id: runId,
      epochs: z.int().min(1).max(100_000).exactOptional(),
      learningRate: z.number().gt(0).max(10).exactOptional(),
    }),
    nothing,
  ),
  /** Ends a run at a checkpoint. */
  'runs.stop': procedure(z.strictObject({ id: runId }), nothing),
  /** Changes a run while it goes on: recorded with its step. */
  'runs.change': procedure(
    z.strictObject({
      id: runId,
      epochs: z.int().min(1).max(100_000).exactOptional(),
      learningRate: z.number().gt(0).max(10).exactOptional(),
    }),
    nothing,
  ),
  /** Trains the same again as a new run: the same document, data, seed and interventions. */
  'runs.again': procedure(z.strictObject({ id: runId }), z.object({ id: runId })),
  /** The queue's order: ids of queued runs, the next first. */
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
  /** Documents and runs that take their weights from these runs, by name, to be said before they are deleted. */
  'runs.usedBy': procedure(z.strictObject({ ids: z.array(runId).max(1_000) }), z.array(z.string()).max(1_000)),
  /** Puts runs aside; `restore` brings them back while Patchbay runs, and for a week. A queued run is taken from the queue. */
  'runs.delete': procedure(z.strictObject({ ids: z.array(runId).min(1).max(1_000) }), nothing),
  'runs.restore': procedure(z.strictObject({ ids: z.array(runId).min(1).max(1_000) }), nothing),
  /** A document with the weights in it that its layers take from runs, to be shared; and the runs that they are from. */
  'runs.pack': procedure(
    z.strictObject({ document: documentText }),
    z.object({ text: documentText, runs: z.array(runId).max(1_000) }),
  ),
  /** The same document without them; the runs that are not there yet come among the user's. What has none stays as it is. */
  'runs.unpack': procedure(
    z.strictObject({ text: documentText }),
    z.object({ text: documentText, runs: z.array(runId).max(1_000) }),
  ),
  /** The folders of runs made elsewhere, dropped in or chosen: copied among the user's. Files are base64 by their path in the run. */
  'runs.import': procedure(
    z.strictObject({
      files: z.array(z.strictObject({ path: z.string().max(1_024), data: z.string().max(32 * 2 ** 20) })).max(2_000),
    }),
    z.object({ id: runId }),
  ),
};
