import { z } from 'zod';
import { nothing, procedure, textSchema } from '../rpc/procedure';
import { documentText } from './file-ref';

/** How long a run will take, and on what. */
export const trialSchema = z.object({
  engine: z.object({
    backend: z.enum(['native', 'wasm']),
    library: z.string(),
    reason: textSchema,
    faster: textSchema.optional(),
  }),
  /** Where the images came from, and how many there are. */
  data: textSchema,
  train: z.int(),
  validation: z.int(),
  /** Medians, in seconds: of a step, and an estimate of an epoch with its validation. */
  step: z.number(),
  epoch: z.number(),
  /** Bytes that the estimate says training takes, and that are free on the machine. */
  memory: z.number(),
  free: z.number(),
});
export type Trial = Readonly<z.output<typeof trialSchema>>;

/** What is found before a run starts. */
export const preflight = {
  /**
   * Takes a few timed steps of a graph on the engine that would train it, and nothing is kept of them: how long the run will take.
   * @throws HostError notTrainable with what stands between the graph and training
   */
  'preflight.trial': procedure(z.strictObject({ document: documentText, graph: z.string().min(1).max(200) }), trialSchema),
  /** Ends a trial that is under way. */
  'preflight.cancel': procedure(nothing, nothing),
};
