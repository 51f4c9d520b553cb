import { z } from 'zod';

const bytes = z.string().max(32 * 2 ** 20);

/** The same validation images after an epoch, each with its reconstruction: `samples/epoch-0001.json` of a run's folder. */
export const samplesSchema = z.object({
  /** The indices of the images among the validation images, and the names of their classes. */
  images: z.array(z.int().min(0)).max(100),
  labels: z.array(z.string()).max(100),
  /** One image, [H, W, C]. */
  size: z.tuple([z.int(), z.int(), z.int()]),
  /** [count, H, W, C], one byte per value, in base64. */
  originals: bytes,
  reconstructions: bytes,
  /** The loss of each single image. */
  losses: z.array(z.number()).max(100),
});
export type Samples = Readonly<z.output<typeof samplesSchema>>;

/** The confusion matrix after an epoch, true classes in rows, predicted classes in columns: `confusion/epoch-0001.json` of a run's folder. */
export const confusionSchema = z.object({
  classes: z.array(z.string()).max(1_000),
  counts: z.array(z.array(z.int().min(0)).max(1_000)).max(1_000),
});
export type Confusion = Readonly<z.output<typeof confusionSchema>>;
