import { z } from 'zod';
import { documentSchema } from '../../../shared/graph/document';
import { trialSchema } from '../../../shared/host/areas/preflight';
import { dataSearch } from '../../../shared/host/areas/setup';
import { metricSchema } from '../../../shared/runs/metrics';
import { runSchema, weightSource } from '../../../shared/runs/run';
import { CHECKPOINTS } from '../../../shared/training/checkpoints';
import { dataFactsSchema } from '../../../shared/training/data-facts';
import { ENGINE_CHOICES, ENGINES } from '../../../shared/training/engines';
import { progressSchema } from '../../run-folder/checkpoint';
import { LOOKS } from './looks';

/** The messages between the engine's process and the one that started it. Both sides parse them. */

const text = z.object({ en: z.string(), es: z.string() });
const checkpoint = z.enum(CHECKPOINTS);
const engine = z.enum(ENGINE_CHOICES);
/** True: download nothing, and set up no engine. */
const offline = z.boolean().default(false);

/** A run that layers can take weights from. */
const knownRun = z.object({
  id: z.string(),
  name: z.string(),
  graph: z.string(),
  best: z.string().optional(),
  last: z.string().optional(),
});

const refusal = z.object({
  code: z.enum(['notADocument', 'noGraph', 'notTrainable']),
  values: z.record(z.string(), z.union([z.string(), text])),
});

/** To the engine. The first message is the task; commands to a run may come at any time after, and take effect between two steps. */
export const toEngineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    /** The folder of the run; its run.json has everything else. */
    folder: z.string(),
    engine,
    /**
     * The initial weights of nodes that start from another run's, for a new run. Such nodes that are not listed start from the seed.
     */
    weightsFrom: z.array(weightSource).readonly().optional(),
    offline,
  }),
  /** Validates a run's checkpoint, on the run's own data. Answered by `evaluated`. */
  z.object({ type: z.literal('evaluate'), folder: z.string(), checkpoint, engine, offline }),
  /** Applies a run's checkpoint to an image; a reconstruction is written to `out`. Answered by `predicted`. */
  z.object({
    type: z.literal('predict'),
    folder: z.string(),
    checkpoint,
    engine,
    picture: z.string(),
    out: z.string().optional(),
  }),
  /** Lists engines and data. Answered by `described`. */
  z.object({ type: z.literal('describe') }),
  /** Fetches the data sets, or sets up the engine, before they are needed. Answered by `described`. */
  z.object({ type: z.literal('obtain'), what: z.enum(['data', 'engine']) }),
  /** Times the native engine's kernels again, and remembers which are faster. Answered by `described`. */
  z.object({ type: z.literal('measure') }),
  /** Checks if a graph of an untrusted document can be trained. Answered by `checked`. */
  z.object({ type: z.literal('check'), document: z.string(), graph: z.string(), runs: z.array(knownRun).optional() }),
  /** Takes a few timed steps of a graph. Answered by `tried`. */
  z.object({ type: z.literal('trial'), document: documentSchema, graph: z.string(), engine }),
  /** Reads a data set for the facts that a graph has to fit. Answered by `facts`. */
  z.object({
    type: z.literal('facts'),
    dataset: z.string(),
    folder: z.string().optional(),
    train: z.int().optional(),
    val: z.int().optional(),
    validation: z.union([z.literal('test'), z.number()]),
    seed: z.int(),
  }),
  /** Inspects trained models: the process stays, and answers each `question` with `answer`. */
  z.object({ type: z.literal('look') }),
  z.object({ type: z.literal('question'), number: z.int(), folder: z.string(), look: z.enum(LOOKS), input: z.unknown() }),
  /** Checks the data set's files in a folder, and keeps them in the cache. Answered by `described`. */
  z.object({ type: z.literal('adopt'), folder: z.string() }),
  z.object({ type: z.literal('pause') }),
  z.object({ type: z.literal('resume') }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('intervene'), learningRate: z.number().optional(), epochs: z.number().optional() }),
]);
export type ToEngine = z.input<typeof toEngineSchema>;
/** The messages that are the task of a process. */
export type Task = Exclude<z.output<typeof toEngineSchema>, { type: 'pause' | 'resume' | 'stop' | 'intervene' | 'question' }>;

/** From the engine. The last message is `ended`; a process that ends without it was killed or crashed. */
export const fromEngineSchema = z.discriminatedUnion('type', [
  /** The engine's process is ready for its task. */
  z.object({ type: z.literal('listening') }),
  /** The progress of a step before training begins, in bytes where they are known. */
  z.object({ type: z.literal('preparing'), step: text, done: z.number().optional(), total: z.number().optional() }),
  /** The engine with the reason for it and the way to a faster one, and the origin of the data. */
  z.object({
    type: z.literal('ready'),
    run: runSchema,
    reason: text,
    faster: text.optional(),
    data: text,
    notes: z.array(text).readonly(),
    train: z.int(),
    validation: z.int(),
  }),
  z.object({ type: z.literal('phase'), phase: z.enum(['training', 'validating', 'paused']) }),
  z.object({ type: z.literal('metric'), metric: metricSchema }),
  z.object({
    type: z.literal('progress'),
    progress: progressSchema,
    batches: z.int(),
    epochs: z.int(),
    learningRate: z.number(),
  }),
  z.object({ type: z.literal('checkpoint'), step: z.int() }),
  /** An epoch's pictures and records are written. */
  z.object({ type: z.literal('epoch'), epoch: z.int(), train: z.number(), validation: z.number() }),
  z.object({
    type: z.literal('evaluated'),
    loss: z.number(),
    accuracy: z.number().optional(),
    confusion: z.array(z.array(z.int())).optional(),
    classes: z.array(z.string()),
    count: z.int(),
    data: text,
    library: z.string(),
  }),
  z.object({
    type: z.literal('predicted'),
    /** The classes with their probabilities, the most probable first. */
    classes: z.array(z.object({ name: z.string(), probability: z.number() })).optional(),
    /** The loss of a reconstruction, and its file. */
    reconstruction: z.object({ loss: z.number(), file: z.string() }).optional(),
    inverted: z.boolean(),
  }),
  z.object({
    type: z.literal('described'),
    engines: z.array(
      z.object({
        name: z.enum(ENGINES),
        ready: z.boolean(),
        there: z.array(text),
        missing: z.array(text),
        how: text.optional(),
      }),
    ),
    data: z.array(z.object({ name: z.string(), where: z.string() })),
    searches: z.array(dataSearch),
  }),
  z.object({ type: z.literal('tried'), ...trialSchema.shape }),
  z.object({ type: z.literal('facts'), facts: dataFactsSchema }),
  /** The reason why the graph cannot be trained; nothing where it can. */
  z.object({ type: z.literal('checked'), refusal: refusal.optional() }),
  /** The answer to a question, in the schema of the page's call of that name, or the text of the error. */
  z.object({ type: z.literal('answer'), number: z.int(), answer: z.unknown(), failed: text.optional() }),
  /** The last message: the outcome, and the reason of a failure. */
  z.object({
    type: z.literal('ended'),
    state: z.enum(['finished', 'stopped', 'failed']),
    reason: text.optional(),
    /** The most memory that the process has held at a time, in bytes. */
    peakMemory: z.number().optional(),
  }),
]);
export type FromEngine = z.output<typeof fromEngineSchema>;
