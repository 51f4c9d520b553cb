import { z } from 'zod';
import { procedure } from '../rpc/procedure';
import { runId } from './run-ref';

const lang = z.enum(['en', 'es']);
const ids = z.array(runId).min(1).max(50);

/** The options of the paper's study; those left out are as in its presets. */
const study = z.strictObject({
  epochs: z.int().min(1).max(1_000).exactOptional(),
  dataset: z.string().max(64).exactOptional(),
  train: z.int().min(1).exactOptional(),
  validation: z.int().min(1).exactOptional(),
  /** The requested items, with those that they start from; all by default. */
  variants: z.array(z.string().max(64)).max(50).exactOptional(),
});

const training = z.object({ item: z.string(), preset: z.string(), from: z.string().nullable(), run: runId.nullable() });

/** Reports of runs; the page saves them with `files.saveAs`. */
export const reports = {
  /** Curves as CSV: run, epoch, train_loss, val_loss, train_accuracy, val_accuracy, learning_rate, seconds. */
  'reports.csv': procedure(z.strictObject({ ids }), z.object({ text: z.string() })),
  /** One self-contained HTML page of the chosen runs, with their curves, images, tables and the commands that reproduce them. */
  'reports.html': procedure(
    z.strictObject({
      ids,
      lang,
      title: z.string().max(500).exactOptional(),
      /** Captions that replace the default ones, by the figure's id. */
      captions: z.record(z.string().max(64), z.string().max(5_000)).exactOptional(),
    }),
    z.object({ text: z.string(), captions: z.array(z.object({ id: z.string(), text: z.string() })) }),
  ),
  /**
   * The trainings of the paper's study, in order: the preset of each, the training whose encoder it starts from, and its run, if there is
   * one.
   */
  'reports.plan': procedure(study, z.object({ trainings: z.array(training) })),
  /**
   * Trains the paper's study as queued runs: finished ones are skipped, stopped and interrupted ones are resumed.
   * @returns the runs, in the study's order
   */
  'reports.study': procedure(study, z.object({ ids: z.array(runId) })),
};
