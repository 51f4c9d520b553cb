import type { RunMetrics } from './metrics';

/** What a chart shows of a run. */
export type Quantity = 'loss' | 'accuracy';
/** Along which a chart goes. */
export type Per = 'epoch' | 'batch';
/** Which images a curve was measured on. */
export type Part = 'train' | 'validation';

/** One line of a chart. Its values stand at the chart's places; null where there is none. */
export interface Curve {
  readonly run: string;
  readonly part: Part;
  readonly values: readonly (number | null)[];
}

export interface Curves {
  /** Epochs, or steps, from 1. */
  readonly places: readonly number[];
  readonly curves: readonly Curve[];
}

export interface CurveOptions {
  readonly quantity: Quantity;
  readonly per: Per;
  /** How much of a value comes from those before it: from 0, none, to below 1. */
  readonly smoothing: number;
}

/** The curves of several runs at common places: training and validation of each, as far as it measures them. */
export function curvesOf(runs: readonly (readonly [id: string, metrics: RunMetrics])[], options: CurveOptions): Curves {
  const { quantity, per, smoothing } = options;
  const lengths = runs.map(([, { losses, epochs }]) => (per === 'batch' ? losses.length : (epochs.at(-1)?.epoch ?? 0)));
  const length = Math.max(0, ...lengths);
  const places = Array.from({ length }, (_, index) => index + 1);
  const curves = runs.flatMap(([run, metrics]) =>
    (['train', 'validation'] as const).flatMap((part): Curve[] => {
      const values = (per === 'epoch' ? byEpoch : byBatch)(metrics, quantity, part, length);
      return values.some((value) => value !== null) ? [{ run, part, values: smoothed(values, smoothing) }] : [];
    }),
  );
  return { places, curves };
}

/** What the quantities are called in the metrics of an epoch. */
const NAMES = {
  loss: { train: 'trainLoss', validation: 'valLoss' },
  accuracy: { train: 'trainAccuracy', validation: 'valAccuracy' },
} as const;

function byEpoch({ epochs }: RunMetrics, quantity: Quantity, part: Part, length: number): (number | null)[] {
  const values = Array.from({ length }, (): number | null => null);
  for (const metric of epochs) values[metric.epoch - 1] = metric[NAMES[quantity][part]] ?? null;
  return values;
}

/** Training at every step; validation at the last step of each epoch. */
function byBatch({ losses, accuracies, epochs }: RunMetrics, quantity: Quantity, part: Part, length: number): (number | null)[] {
  const values = Array.from({ length }, (): number | null => null);
  if (part === 'train') for (const [index, value] of (quantity === 'loss' ? losses : accuracies).entries()) values[index] = value;
  else
    for (const metric of epochs)
      if (metric.step >= 1 && metric.step <= length) values[metric.step - 1] = metric[NAMES[quantity].validation] ?? null;
  return values;
}

/**
 * An exponential moving average, each value with weight 1 − `by` beside the average of those before it, without the pull of its
 * beginning towards 0 (the bias correction of Adam: Kingma and Ba 2015, section 3).
 */
export function smoothed(values: readonly (number | null)[], by: number): readonly (number | null)[] {
  if (by <= 0) return values;
  let [average, weight] = [0, 0];
  return values.map((value) => {
    if (value === null || !Number.isFinite(value)) return value;
    average = by * average + (1 - by) * value;
    weight = by * weight + (1 - by);
    return average / weight;
  });
}

/** The last value of a curve at or before a place, counted from 0. */
export function valueAt({ values }: Curve, index: number): number | null {
  for (let at = Math.min(index, values.length - 1); at >= 0; at--) {
    const value = values[at];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}
