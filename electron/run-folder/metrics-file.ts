import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Metric } from '../../shared/runs/metrics';
import { RunError } from './error';

export const metricsPath = (folder: string): string => join(folder, 'metrics.jsonl');

/** A run's metrics.jsonl, written line by line. */
export class MetricsFile {
  private readonly file: number;

  /**
   * Opens it and cuts it to `written` bytes: lines after the checkpoint that a run resumes from are dropped.
   * @throws RunError shortMetrics if it has fewer
   */
  constructor(
    folder: string,
    private written: number,
  ) {
    // Not 'a': appending would ignore the position.
    this.file = openSync(metricsPath(folder), written === 0 ? 'w' : 'r+');
    if (fstatSync(this.file).size < written) {
      closeSync(this.file);
      throw new RunError('shortMetrics', { file: metricsPath(folder) });
    }
    ftruncateSync(this.file, written);
  }

  /** The bytes written so far. */
  get bytes(): number {
    return this.written;
  }

  append(metric: Metric): void {
    const line = Buffer.from(`${JSON.stringify(metric)}\n`);
    // A disk that is nearly full writes a part, and fails only when the rest is written.
    for (let done = 0; done < line.length; ) done += writeSync(this.file, line, done, line.length - done, this.written + done);
    this.written += line.length;
  }

  /** Flushes it to the disk: a checkpoint must not be ahead of its metrics. */
  flush(): void {
    fsyncSync(this.file);
  }

  close(): void {
    closeSync(this.file);
  }
}
