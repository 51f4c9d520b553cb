import { z } from 'zod';
import { ENGINES } from '../../training/engines';
import { nothing, procedure, textSchema } from '../rpc/procedure';
import { documentText } from './file-ref';

/** The estimated duration and memory of a run. */
export const trialSchema = z.object({
  engine: z.object({
    backend: z.enum(ENGINES),
    library: z.string(),
    reason: textSchema,
    faster: textSchema.optional(),
  }),
  /** The origin of the images, and their number. */
  data: textSchema,
  train: z.int(),
  validation: z.int(),
  /** Seconds: the median of a step, and an estimate of an epoch with its validation. */
  step: z.number(),
  epoch: z.number(),
  /** Bytes: the estimated memory of training, and the free memory of the machine. */
  memory: z.number(),
  free: z.number(),
});
export type Trial = Readonly<z.output<typeof trialSchema>>;

/** Checks before a run starts. */
export const preflight = {
  /**
   * Times a few training steps of a graph on the engine that would train it, without keeping their results.
   * @throws HostError notTrainable with the errors of the graph
   */
  'preflight.trial': procedure(z.strictObject({ document: documentText, graph: z.string().min(1).max(200) }), trialSchema),
  /** Cancels a running trial. */
  'preflight.cancel': procedure(nothing, nothing),
};
