import { VALIDATION_BATCH } from '../../../shared/graph/memory';
import type { PixelScale } from '../../../shared/training/config';
import type { ImageSet } from '../data/support/images';
import { gather, range } from '../training/batches';
import type { Trainer } from '../training/trainer';

/** The result of validating a set of images. */
export interface Validation {
  /** The mean over the images. */
  readonly loss: number;
  /** The number of images whose class was predicted; `undefined` for a reconstruction, like the next. */
  readonly correct: number | undefined;
  /** The confusion matrix: images by [true class][predicted class]. */
  readonly confusion: readonly (readonly number[])[] | undefined;
}

/**
 * Validates every image of a set.
 * @param between called before each batch; it ends the validation by returning false
 * @returns `undefined` if `between` ended it
 */
export async function validate(
  trainer: Trainer,
  set: ImageSet,
  scale: PixelScale,
  between: () => Promise<boolean> = async () => true,
): Promise<Validation | undefined> {
  const classes = set.classes.length;
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  let [loss, correct, classified] = [0, 0, false];
  for (let from = 0; from < set.count; from += VALIDATION_BATCH) {
    if (!(await between())) return undefined;
    const batch = gather(set, range(from, Math.min(from + VALIDATION_BATCH, set.count)), scale);
    const found = await trainer.evaluate(batch);
    loss += found.loss * batch.count;
    correct += found.correct ?? 0;
    if (!found.predicted) continue;
    classified = true;
    for (const [index, label] of batch.labels.entries()) {
      const row = counts[label];
      const taken = found.predicted[index] ?? 0;
      if (row?.[taken] !== undefined) row[taken]++;
    }
  }
  return { loss: loss / set.count, correct: classified ? correct : undefined, confusion: classified ? counts : undefined };
}
