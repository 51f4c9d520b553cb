import { open } from 'node:fs/promises';
import { type EpochMetric, type Metric, parseMetrics } from '../../../shared/runs/metrics';
import { hasCode } from '../../files/system-error';
import { metricsPath } from '../../run-folder/metrics-file';

/** Maximum number of bytes read from metrics.jsonl at once: some ten thousand lines. */
const MOST = 2 ** 20;

/** A part of metrics.jsonl. */
export interface MetricsPart {
  readonly metrics: readonly Metric[];
  /** The offset of the next part, in bytes; less than the requested offset if the file was replaced in the meantime. */
  readonly next: number;
  readonly more: boolean;
}

/** Reads whole lines of a run's metrics from a byte offset. If the offset is not the start of a line, `next` is 0. */
export async function readMetrics(folder: string, from: number, most: number = MOST): Promise<MetricsPart> {
  const file = await open(metricsPath(folder), 'r').catch((error: unknown) => {
    if (hasCode(error, 'EMFILE', 'ENFILE')) throw error;
    return undefined;
  });
  if (!file) return { metrics: [], next: 0, more: false };
  try {
    const { size } = await file.stat();
    const before = Buffer.alloc(1);
    if (from > 0) await file.read(before, 0, 1, from - 1);
    if (from > size || (from > 0 && before.toString() !== '\n')) return { metrics: [], next: 0, more: size > 0 };
    const bytes = Buffer.alloc(Math.min(most, size - from));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
    // An incomplete last line is read the next time.
    const end = bytes.subarray(0, bytesRead).lastIndexOf('\n') + 1;
    const metrics = parseMetrics(bytes.toString('utf8', 0, end));
    return { metrics, next: from + end, more: end > 0 && from + end < size };
  } finally {
    await file.close();
  }
}

/** The epoch metrics of runs. Only lines added since the last call are read. */
export class EpochsOfRuns {
  private readonly known = new Map<string, { next: number; epochs: readonly EpochMetric[] }>();

  async of(folder: string): Promise<readonly EpochMetric[]> {
    const known = this.known.get(folder) ?? { next: 0, epochs: [] };
    let { next, epochs } = known;
    for (let more = true; more; ) {
      const part = await readMetrics(folder, next);
      if (part.next < next) epochs = [];
      epochs = [...epochs, ...part.metrics.filter((metric) => metric.type === 'epoch')];
      ({ next, more } = part);
    }
    this.known.set(folder, { next, epochs });
    return epochs;
  }

  /** Reads a run from the start the next time, since it may have gone back to a checkpoint. */
  forget(folder: string): void {
    this.known.delete(folder);
  }
}
