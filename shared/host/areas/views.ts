import { z } from 'zod';
import { procedure } from '../rpc/procedure';
import { base64, checkpoint, pictures, runId } from './run-ref';

const epoch = z.int().min(1);
/** The index of an image among a run's validation images. */
const image = z.int().min(0);
const probabilities = z.array(z.number()).max(1_000);

/** Views of a run, read from its folder or computed from its weights on request. */
export const views = {
  /** A fixed set of validation images and their reconstructions after an epoch, and the epochs that have some. */
  'views.samples': procedure(
    z.strictObject({ id: runId, epoch: epoch.exactOptional() }),
    z.object({
      epochs: z.array(epoch).max(100_000),
      epoch: epoch.nullable(),
      images: z.array(image).max(100),
      labels: z.array(z.string()).max(100),
      originals: pictures,
      reconstructions: pictures,
      /** The loss of each single image. */
      losses: z.array(z.number()).max(100),
    }),
  ),
  /** The confusion matrix after an epoch (by default the newest), true classes in rows, predicted classes in columns. */
  'views.confusion': procedure(
    z.strictObject({ id: runId, epoch: epoch.exactOptional() }),
    z.object({
      epochs: z.array(epoch).max(100_000),
      epoch: epoch.nullable(),
      classes: z.array(z.string()).max(1_000),
      counts: z.array(z.array(z.int().min(0)).max(1_000)).max(1_000),
    }),
  ),
  /** Validation images of one class that a checkpoint predicts as another (or the same), with the probabilities of every class. */
  'views.cell': procedure(
    z.strictObject({ id: runId, checkpoint, truth: z.int().min(0), predicted: z.int().min(0), from: z.int().min(0) }),
    z.object({
      total: z.int().min(0),
      images: z.array(image).max(100),
      pictures,
      probabilities: z.array(probabilities).max(100),
    }),
  ),
  /** A validation image by its index, with the name of its class. */
  'views.images': procedure(
    z.strictObject({ id: runId, from: z.int().min(0), count: z.int().min(1).max(100) }),
    z.object({ total: z.int().min(0), labels: z.array(z.string()).max(100), pictures }),
  ),
  /**
   * The activations of a layer for an image, and its filters. Activations [H, W, C] and filters [kh, kw, in, out] as float32 in base64,
   * with their minimum and maximum; at most 4,096 filters.
   */
  'views.layer': procedure(
    z.strictObject({
      id: runId,
      checkpoint,
      node: z.string().min(1).max(64),
      input: z.union([z.strictObject({ image }), z.strictObject({ pixels: base64 })]),
    }),
    z.object({
      input: pictures,
      activations: z.object({ shape: z.array(z.int()).max(4), data: base64, least: z.number(), greatest: z.number() }),
      filters: z.object({ shape: z.array(z.int()).max(4), data: base64, least: z.number(), greatest: z.number() }).optional(),
    }),
  ),
  /**
   * The prediction of a checkpoint for an image of the user: one byte per value, 0 to 255, [H, W, C]. The process with the model is kept
   * for further images.
   */
  'views.predict': procedure(
    z.strictObject({ id: runId, checkpoint, pixels: base64 }),
    z.object({
      classes: z
        .array(z.object({ name: z.string(), probability: z.number() }))
        .max(1_000)
        .optional(),
      reconstruction: z.object({ pictures, loss: z.number() }).optional(),
    }),
  ),
};
