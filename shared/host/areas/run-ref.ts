import { z } from 'zod';
import { CHECKPOINTS } from '../../training/checkpoints';

/** The id of a run: the name of its folder among the user's runs. */
export const runId = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

/** A checkpoint of a run: that of the lowest validation loss, or the newest. */
export const checkpoint = z.enum(CHECKPOINTS);

/** The bytes of images or tensors, in base64. */
export const base64 = z
  .string()
  .max(32 * 2 ** 20)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);

/** Images for display: one byte per value, 0 to 255, [count, H, W, C], the last axis running fastest. */
export const pictures = z.object({ count: z.int().min(0), size: z.tuple([z.int(), z.int(), z.int()]), data: base64 });
export type Pictures = Readonly<z.output<typeof pictures>>;
