import { useEffect } from 'react';
import { create } from 'zustand';
import { HostError } from '../../../shared/host/errors';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { EpochMetric, Metric } from '../../../shared/runs/metrics';
import { runsHost, useRuns } from '../../editor/runs-store';

/** The metrics of a run so far. */
export interface RunMetrics {
  /** The loss, and accuracy, of each step's batch; the first is step 1's. */
  readonly losses: readonly (number | null)[];
  readonly accuracies: readonly (number | null)[];
  readonly epochs: readonly EpochMetric[];
  /** The offset of the next metrics in metrics.jsonl, in bytes. */
  readonly next: number;
  /** The reason that they could not be read. */
  readonly failed?: LocalizedText;
}

const NONE: RunMetrics = { losses: [], accuracies: [], epochs: [], next: 0 };

/** The metrics of the runs that were shown, by id. */
export const useMetrics = create<Readonly<Record<string, RunMetrics>>>(() => ({}));

/** Appends metrics; a repeated step or epoch replaces the earlier one. */
export function withMetrics(known: RunMetrics, metrics: readonly Metric[], next: number): RunMetrics {
  const [losses, accuracies, epochs] = [[...known.losses], [...known.accuracies], [...known.epochs]];
  for (const metric of metrics) {
    if (metric.type === 'batch') {
      // A missing step is null; the array stays dense.
      while (losses.length < metric.step - 1) {
        losses.push(null);
        accuracies.push(null);
      }
      losses[metric.step - 1] = metric.loss;
      accuracies[metric.step - 1] = metric.accuracy ?? null;
    } else epochs[metric.epoch - 1] = metric;
  }
  return { losses, accuracies, epochs: epochs.filter((epoch) => epoch !== undefined), next };
}

/** Runs whose metrics are being read, and runs to read once more. */
const reading = new Set<string>();
const more = new Set<string>();

/** Reads the new metrics of a run. */
export async function readMetrics(id: string): Promise<void> {
  if (reading.has(id)) {
    more.add(id);
    return;
  }
  reading.add(id);
  try {
    for (let left = true; left; ) {
      const known = useMetrics.getState()[id] ?? NONE;
      const part = await runsHost().call('runs.metrics', { id, from: known.next });
      // The run resumed from a checkpoint: the metrics after it are written again.
      const back = part.next < known.next;
      left = part.more || back;
      if (back) useMetrics.setState({ [id]: NONE });
      else if (part.metrics.length > 0 || !useMetrics.getState()[id])
        useMetrics.setState({ [id]: withMetrics(known, part.metrics, part.next) });
    }
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    if (error.code !== 'closed') useMetrics.setState(({ [id]: known = NONE }) => ({ [id]: { ...known, failed: error.text } }));
  } finally {
    reading.delete(id);
    if (more.delete(id)) void readMetrics(id);
  }
}

/** The interval for reading the metrics of an active run and drawing its chart, in milliseconds. */
const PACE = 300;

/** Keeps the metrics of runs up to date while the component is mounted. */
export function useFollowedMetrics(ids: readonly string[]): void {
  const key = ids.join(' ');
  useEffect(() => {
    const followed = key === '' ? [] : key.split(' ');
    const due = new Set(followed);
    const flush = () => {
      if (document.hidden) return;
      for (const id of due) void readMetrics(id);
      due.clear();
    };
    flush();
    const timer = setInterval(flush, PACE);
    const stop = useRuns.subscribe((state, before) => {
      for (const id of followed) {
        const moved = state.progress[id]?.step !== before.progress[id]?.step;
        if (moved || state.list !== before.list) due.add(id);
      }
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [key]);
}
