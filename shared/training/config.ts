import { z } from 'zod';
import { type Issue, issuesOf } from '../i18n/issues';
import { DATASETS } from './datasets/index';
import { LOSSES } from './losses/index';
import { OPTIMIZERS } from './optimizers/index';
import { SCHEDULES } from './schedules/index';
import { TASKS } from './tasks/index';

/** The interval that pixels, 0 to 255 in the files, are scaled to. */
export const PIXEL_SCALES = [
  [-1, 1],
  [0, 1],
] as const;
export type PixelScale = (typeof PIXEL_SCALES)[number];

/**
 * The ranges that forms offer, both ends included. A file may also have a smaller learning rate or validation part above 0.
 */
export const RANGES = {
  learningRate: { min: 1e-9, max: 10 },
  batchSize: { min: 1, max: 10_000 },
  epochs: { min: 1, max: 100_000 },
  seed: { min: 0, max: 2 ** 32 - 1 },
  validation: { min: 0.001, max: 0.5 },
  patience: { min: 1, max: 10_000 },
  minDelta: { min: 0, max: 1e6 },
  clipping: { min: 1e-6, max: 1e6 },
} as const;

const [mse, ...otherLosses] = LOSSES;
const lossWithParams = z.discriminatedUnion('kind', [mse.schema, ...otherLosses.map(({ schema }) => schema)]);
const lossByName = z
  .enum(LOSSES.map(({ name }) => name))
  .transform((kind) => ({ kind }))
  .pipe(lossWithParams);

/** A loss with its parameters; a name alone is the loss with its defaults. */
const loss = z
  .unknown()
  .transform((value, context) => {
    const parsed = (typeof value === 'object' ? lossWithParams : lossByName).safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.addIssue({ ...issue });
    return z.NEVER;
  })
  .default({ kind: mse.name });

const [adam, ...otherOptimizers] = OPTIMIZERS;
const optimizer = z
  .discriminatedUnion('kind', [adam.schema, ...otherOptimizers.map(({ schema }) => schema)])
  .prefault({ kind: adam.name });

const [constant, ...otherSchedules] = SCHEDULES;
const schedule = z
  .discriminatedUnion('kind', [constant.schema, ...otherSchedules.map(({ schema }) => schema)])
  .prefault({ kind: constant.name });

/** Stops when the validation loss has not fallen by more than `minDelta` for `patience` epochs. */
const earlyStopping = z.object({
  patience: z.int().min(RANGES.patience.min).max(RANGES.patience.max).default(5),
  minDelta: z.number().min(RANGES.minDelta.min).max(RANGES.minDelta.max).default(0),
});

/** Limits the gradients of a step before the optimizer takes them. */
const clipping = z.object({
  by: z.enum(['norm', 'value']).default('norm'),
  at: z.number().min(RANGES.clipping.min).max(RANGES.clipping.max).default(1),
});

const trainingSchema = z.object({
  dataset: z.string().min(1).max(64).default(DATASETS[0].id),
  pixelScale: z.union([z.tuple([z.literal(-1), z.literal(1)]), z.tuple([z.literal(0), z.literal(1)])]).default([-1, 1]),
  task: z.enum(TASKS.map(({ name }) => name)).default(TASKS[0].name),
  loss,
  optimizer,
  clipping: clipping.optional(),
  learningRate: z.number().gt(0).max(RANGES.learningRate.max).default(1e-3),
  schedule,
  /** Images per step. */
  batchSize: z.int().min(RANGES.batchSize.min).max(RANGES.batchSize.max).default(100),
  epochs: z.int().min(RANGES.epochs.min).max(RANGES.epochs.max).default(30),
  seed: z.int().min(RANGES.seed.min).max(RANGES.seed.max).default(0),
  /** The validation images: the data set's test images, or this fraction of the training images, which is then not trained on. */
  validation: z.union([z.literal('test'), z.number().gt(0).max(0.5)]).default('test'),
  earlyStopping: earlyStopping.optional(),
});

/** The training configuration of a graph. The defaults are the paper's (Table 1) for an autoencoder. */
export type Training = Readonly<z.output<typeof trainingSchema>>;

/** The default configuration. */
export const DEFAULT_TRAINING: Training = trainingSchema.parse({});

/** The names of the settings. */
export const SETTINGS = trainingSchema.keyof().options;
const known: ReadonlySet<string> = new Set(SETTINGS);

/** A parsed training configuration. */
export interface ParsedTraining {
  /** Invalid settings have their default here, so that the others can still be checked. */
  readonly training: Training;
  /** The invalid settings; paths begin at `training`. */
  readonly issues: readonly Issue[];
  /** Settings that this version does not know. */
  readonly unknown: readonly string[];
}

/** By identity: a change of a layer does not parse it again. */
const read = new WeakMap<Readonly<Record<string, unknown>>, ParsedTraining>();

/**
 * Parses the training configuration of a graph.
 * @example parseTraining(graph.training).training.learningRate
 */
export function parseTraining(raw: Readonly<Record<string, unknown>>): ParsedTraining {
  const found = read.get(raw) ?? parse(raw);
  read.set(raw, found);
  return found;
}

function parse(raw: Readonly<Record<string, unknown>>): ParsedTraining {
  const unknown = Object.keys(raw).filter((name) => !known.has(name));
  const parsed = trainingSchema.safeParse(raw);
  if (parsed.success) return { training: parsed.data, issues: [], unknown };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]));
  const rest = Object.fromEntries(Object.entries(raw).filter(([name]) => !wrong.has(name)));
  return { training: trainingSchema.parse(rest), issues: issuesOf(parsed.error, raw, ['training']), unknown };
}
