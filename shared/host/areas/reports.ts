import { z } from 'zod';
import { procedure } from '../rpc/procedure';
import { runId } from './run-ref';

const lang = z.enum(['en', 'es']);
const ids = z.array(runId).min(1).max(50);

/** What of the paper's study is trained, on what; what is left out is as in its presets. */
const study = z.strictObject({
  epochs: z.int().min(1).max(1_000).exactOptional(),
  dataset: z.string().max(64).exactOptional(),
  train: z.int().min(1).exactOptional(),
  validation: z.int().min(1).exactOptional(),
  /** The items that are wanted, with whatever they begin with; all if not said. */
  variants: z.array(z.string().max(64)).max(50).exactOptional(),
});

const training = z.object({ item: z.string(), preset: z.string(), from: z.string().nullable(), run: runId.nullable() });

/** What is made of runs to be given away; the page saves it with `files.saveAs`. */
export const reports = {
  /** Curves as CSV: run, epoch, train_loss, val_loss, train_accuracy, val_accuracy, learning_rate, seconds. */
  'reports.csv': procedure(z.strictObject({ ids }), z.object({ text: z.string() })),
  /** One self-contained HTML page of the chosen runs, with their curves, pictures, tables and the commands that repeat them. */
  'reports.html': procedure(
    z.strictObject({
      ids,
      lang,
      title: z.string().max(500).exactOptional(),
      /** Captions in place of those that there are, by the figure's id. */
      captions: z.record(z.string().max(64), z.string().max(5_000)).exactOptional(),
    }),
    z.object({ text: z.string(), captions: z.array(z.object({ id: z.string(), text: z.string() })) }),
  ),
  /**
   * The trainings of the paper's study, in their order: the preset that each is, the training whose encoder it begins with, and the run
   * that is it, if there is one.
   */
  'reports.plan': procedure(study, z.object({ trainings: z.array(training) })),
  /**
   * Trains the paper's study as queued runs: those that there are already are left out, those that were stopped or broke off are gone
   * on with. @returns the runs, in the study's order
   */
  'reports.study': procedure(study, z.object({ ids: z.array(runId) })),
};
