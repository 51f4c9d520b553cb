import { join } from 'node:path';
import { z } from 'zod';
import { detailOf } from '../../shared/i18n/issues';
import type { CheckpointName } from '../../shared/training/checkpoints';
import { systemProblem } from '../files/system-error';
import { writeFileWhole } from '../files/write-whole';
import { RunError } from './error';
import { encodeSafetensors, readSafetensors } from './safetensors';
import type { State } from './state';

/** The progress of a run: with it and the tensors, training resumes as if it had never stopped. */
export const progressSchema = z.object({
  /** Steps taken in all. */
  step: z.int().min(0),
  /** The epoch that the next step belongs to, counted from 1, and how many of its batches are done. */
  epoch: z.int().min(1),
  batch: z.int().min(0),
  /** Sums over the images of this epoch so far. */
  sums: z.object({ loss: z.number(), correct: z.number(), count: z.int().min(0) }),
  /** The least validation loss so far, and the epoch that it was after. */
  best: z.object({ loss: z.number(), epoch: z.int() }).optional(),
  /** For early stopping: the loss to beat, and how many epochs have not beaten it. */
  waiting: z.object({ loss: z.number(), epochs: z.int().min(0) }).optional(),
  /** The bytes of metrics.jsonl that belong to these steps; the rest is cut off when a run is resumed. */
  metricsBytes: z.int().min(0),
  /** True after the last epoch. */
  done: z.boolean(),
});
export type Progress = Readonly<z.output<typeof progressSchema>>;

export interface Checkpoint {
  readonly tensors: State;
  readonly progress: Progress;
}

export const checkpointPath = (run: string, name: CheckpointName): string => join(run, 'checkpoints', `${name}.safetensors`);

/** Writes a checkpoint so that there is always a whole one: to a temporary file, flushed, then renamed. */
export async function writeCheckpoint(run: string, name: CheckpointName, { tensors, progress }: Checkpoint): Promise<void> {
  // Parsed, so that its keys have one order: the same state gives the same bytes.
  const text = JSON.stringify(progressSchema.parse(progress));
  const parts = encodeSafetensors({ tensors, metadata: { format: 'pt', progress: text } });
  await writeFileWhole(checkpointPath(run, name), parts);
}

/** Reads a checkpoint and its SHA-256. @throws RunError badCheckpoint naming the file where it is damaged */
export async function readCheckpoint(run: string, name: CheckpointName): Promise<Checkpoint & { readonly sha256: string }> {
  const path = checkpointPath(run, name);
  try {
    const { tensors, metadata, sha256 } = await readSafetensors(path);
    const progress = progressSchema.parse(JSON.parse(metadata['progress'] ?? ''));
    return { tensors, progress, sha256 };
  } catch (error) {
    if (systemProblem(error)) throw error;
    throw new RunError('badCheckpoint', { file: path, reason: detailOf(error) }, { cause: error });
  }
}
