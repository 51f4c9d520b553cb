import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Metric } from '../../shared/runs/metrics';

export const metricsPath = (folder: string): string => join(folder, 'metrics.jsonl');

/** A run's metrics.jsonl, written line by line. */
export class MetricsFile {
  private readonly file: number;

  /** Opens it and cuts off what lies behind the first `bytes`: what was written after the checkpoint that a run goes on from. */
  constructor(
    folder: string,
    private written: number,
  ) {
    // Not 'a': appending to the end would ignore where the cut was.
    this.file = openSync(metricsPath(folder), written === 0 ? 'w' : 'r+');
    ftruncateSync(this.file, written);
  }

  /** How many bytes are written so far. */
  get bytes(): number {
    return this.written;
  }

  append(metric: Metric): void {
    const line = Buffer.from(`${JSON.stringify(metric)}\n`);
    // A disk that is nearly full takes a part of it, and says so only when it is asked to take the rest.
    for (let done = 0; done < line.length; ) done += writeSync(this.file, line, done, line.length - done, this.written + done);
    this.written += line.length;
  }

  /** Waits until all of it is on the disk: a checkpoint must not be ahead of its metrics. */
  flush(): void {
    fsyncSync(this.file);
  }

  close(): void {
    closeSync(this.file);
  }
}
