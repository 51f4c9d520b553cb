import { z } from 'zod';

/**
 * The lines of a run's metrics.jsonl, one JSON object each. They do not depend on the clock, so that the same seed gives the
 * same bytes; durations are in run.json.
 */

const loss = z.number();
const share = z.number().min(0).max(1);
const position = { step: z.int().min(0), epoch: z.int().min(1) };

/** One step: the loss of its batch before the step, with Dropout on. `accuracy` is the fraction of its images classified correctly. */
const batchMetric = z.object({ type: z.literal('batch'), ...position, loss, accuracy: share.optional() });

/** One epoch: the means over its batches, and over the validation images after it. */
const epochMetric = z.object({
  type: z.literal('epoch'),
  ...position,
  trainLoss: loss,
  valLoss: loss,
  trainAccuracy: share.optional(),
  valAccuracy: share.optional(),
  learningRate: z.number(),
});

export const metricSchema = z.discriminatedUnion('type', [batchMetric, epochMetric]);
export type Metric = Readonly<z.output<typeof metricSchema>>;
export type EpochMetric = Readonly<z.output<typeof epochMetric>>;

/** Parses lines of metrics.jsonl; invalid lines, such as one cut short by a crash, are skipped. */
export function parseMetrics(text: string): readonly Metric[] {
  return text.split('\n').flatMap((line) => {
    const parsed = metricSchema.safeParse(jsonOf(line));
    return parsed.success ? [parsed.data] : [];
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
