import { z } from 'zod';
import { procedure } from '../procedure';
import { runId } from './run-ref';

const lang = z.enum(['en', 'es']);
const ids = z.array(runId).min(1).max(50);

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
  /** Trains the paper's study as queued runs, those that there are already left out, and gives the report once they are done. */
  'reports.study': procedure(
    z.strictObject({
      epochs: z.int().min(1).max(1_000).exactOptional(),
      train: z.int().min(1).exactOptional(),
      variants: z.array(z.string().max(64)).max(50).exactOptional(),
      lang,
    }),
    z.object({ ids: z.array(runId) }),
  ),
};
