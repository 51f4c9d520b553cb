import { z } from 'zod';
import type { Dataset } from './datasets';

/** A label of IDX is a byte, so that no data set of one's own has more classes than this. */
export const MOST_CLASSES = 256;

/** The facts of a data set that a graph has to fit. */
export const dataFactsSchema = z.object({
  /** The data set's name in a sentence: "the images of Fashion-MNIST". */
  label: z.object({ en: z.string(), es: z.string() }),
  /** One image, [H, W, C]. */
  image: z.tuple([z.int().min(1), z.int().min(1), z.int().min(1)]).readonly(),
  /**
   * The number of classes. Where labels are only numbers, `least` is the largest of those that occur plus one, and there may be
   * classes of which there is no image, up to `most`.
   */
  classes: z.object({ least: z.int().min(1), most: z.int().min(1) }),
  /** The classes that occur among the validation images, and not among those to train on; absent before the labels are read. */
  unseen: z.array(z.string()).readonly().optional(),
});
export type DataFacts = Readonly<z.output<typeof dataFactsSchema>>;

/** The facts of a data set that Patchbay knows before it is opened. */
export function knownFacts({ label, image, classes }: Dataset): DataFacts {
  return { label: { en: label, es: label }, image, classes: { least: classes.length, most: classes.length } };
}
