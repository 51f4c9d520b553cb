import { z } from 'zod';
import type { Dataset } from './datasets/dataset';

/** The maximum number of classes of an IDX data set, whose labels are bytes. */
export const MOST_CLASSES = 256;

/** The facts of a data set that a graph has to fit. */
export const dataFactsSchema = z.object({
  /** The data set's name in a sentence: "the images of {label}". */
  label: z.object({ en: z.string(), es: z.string() }),
  /** One image, [H, W, C]. */
  image: z.tuple([z.int().min(1), z.int().min(1), z.int().min(1)]).readonly(),
  /**
   * The number of classes. If labels are only numbers, `least` is the largest label plus one, and there may be classes without images,
   * up to `most`.
   */
  classes: z.object({ least: z.int().min(1), most: z.int().min(1) }),
  /** The classes of validation images that no training image has; absent before the labels are read. */
  unseen: z.array(z.string()).readonly().optional(),
});
export type DataFacts = Readonly<z.output<typeof dataFactsSchema>>;

/** The facts of a built-in data set. */
export function knownFacts({ label, image, classes }: Dataset): DataFacts {
  return { label: { en: label, es: label }, image, classes: { least: classes.length, most: classes.length } };
}
