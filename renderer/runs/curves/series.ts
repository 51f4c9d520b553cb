import type { RunMetrics } from './metrics';

/** The quantity of a chart. */
export type Quantity = 'loss' | 'accuracy';
/** The unit of the x axis. */
export type Per = 'epoch' | 'batch';
/** The images that a curve was measured on. */
export type Part = 'train' | 'validation';

/** One line of a chart: a value per x value of the chart, null for a gap. */
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
  /** The weight of the earlier values in the moving average, from 0 (no smoothing) to below 1. */
  readonly smoothing: number;
}

/** The curves of several runs at common x values: training and validation of each, if measured. */
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

/** The names of the quantities in the metrics of an epoch. */
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
 * An exponential moving average: each value with weight 1 − `by`, the average of the earlier values with weight `by`, with
 * Adam's bias correction for its start at 0 (Kingma and Ba 2015, section 3).
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

/** The last value of a curve at or before an index, counted from 0. */
export function valueAt({ values }: Curve, index: number): number | null {
  for (let at = Math.min(index, values.length - 1); at >= 0; at--) {
    const value = values[at];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}
