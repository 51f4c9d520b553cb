import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from '../../../files/system-error';
import { DataError } from '../support/error';
import { PATIENCE, type Patience } from '../support/progress';

export interface DownloadOptions {
  /** More bytes than this are not taken. */
  readonly most: number;
  readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly patience?: Partial<Patience> | undefined;
}

/**
 * Downloads one file into memory. A transfer that breaks off is resumed, or started again where the server does not support that.
 * @throws DataError http, unreachable, slow, endless, broken, tooMuch, stopped
 */
export async function download(address: string, options: DownloadOptions): Promise<Uint8Array> {
  const patience = { ...PATIENCE, ...options.patience };
  const transfer = new Transfer(address, options, patience);
  for (let attempt = 1; ; attempt++) {
    const before = transfer.done;
    try {
      await transfer.attempt();
      return transfer.bytes();
    } catch (error) {
      if (attempt >= patience.attempts || !worthTrying(error, transfer.done > before)) throw error;
    }
    await sleep(patience.between, undefined, options.signal ? { signal: options.signal } : {}).catch(() => {
      throw new DataError('stopped');
    });
  }
}

/** True if another attempt may succeed: after one that received data, and for a busy server. */
function worthTrying(error: unknown, progress: boolean): boolean {
  if (!(error instanceof DataError)) return false;
  const { code, values } = error;
  if (code === 'http') return Number(values['status']) >= 500 || values['status'] === 429 || values['status'] === 416;
  return code === 'broken' || (code === 'slow' && progress);
}

/** One file on its way. */
class Transfer {
  private pieces: Uint8Array[] = [];
  private readonly end: number;
  done = 0;

  constructor(
    private readonly address: string,
    private readonly options: DownloadOptions,
    private readonly patience: Patience,
  ) {
    this.end = performance.now() + patience.total;
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.pieces);
  }

  async attempt(): Promise<void> {
    const { signal } = this.options;
    if (signal?.aborted) throw new DataError('stopped');
    const watch = new Watch(this.address, this.end, this.patience.total);
    try {
      watch.wait(this.patience.connect);
      const response = await fetch(this.address, {
        // Without it a server may unpack a .gz on the way, and a part of it cannot be asked for.
        headers: { 'accept-encoding': 'identity', ...(this.done > 0 ? { range: `bytes=${this.done}-` } : {}) },
        signal: signal ? AbortSignal.any([signal, watch.signal]) : watch.signal,
      });
      const total = this.accept(response);
      await this.take(response, total, watch);
      if (total !== undefined && this.done !== total) throw this.broken('end');
    } catch (error) {
      throw this.explain(error, watch);
    } finally {
      watch.end();
    }
  }

  /** Looks at an answer's head, and says how many bytes the whole file has. */
  private accept(response: Response): number | undefined {
    const { status, headers } = response;
    const resumed = status === 206 && headers.get('content-range')?.startsWith(`bytes ${this.done}-`);
    if (!resumed) this.restart();
    if (status !== 200 && !resumed) {
      void response.body?.cancel().catch(() => undefined);
      // A part that nobody asked for, or not that one: from the start then.
      throw status === 206 ? this.broken('206') : new DataError('http', { address: this.address, status });
    }
    const length = headers.get('content-length');
    // The length of what was packed for the way says nothing about what comes out.
    const total = length === null || headers.has('content-encoding') ? undefined : this.done + Number(length);
    if (total !== undefined && total > this.options.most) throw this.tooMuch();
    return total;
  }

  private async take(response: Response, total: number | undefined, watch: Watch): Promise<void> {
    const reader = response.body?.getReader();
    if (!reader) return;
    this.options.onProgress?.(this.done, total);
    for (;;) {
      watch.wait(this.patience.stall);
      const { done, value } = await reader.read();
      if (done) return;
      if (this.done + value.length > this.options.most) {
        await reader.cancel().catch(() => undefined);
        throw this.tooMuch();
      }
      this.pieces.push(value);
      this.done += value.length;
      this.options.onProgress?.(this.done, total);
    }
  }

  private restart(): void {
    this.pieces = [];
    this.done = 0;
  }

  private broken(reason: string): DataError {
    return new DataError('broken', { address: this.address, found: this.done, reason });
  }

  private tooMuch(): DataError {
    return new DataError('tooMuch', { address: this.address, most: this.options.most });
  }

  /** An error of fetch as a DataError. */
  private explain(error: unknown, watch: Watch): unknown {
    if (error instanceof DataError) return error;
    if (this.options.signal?.aborted) return new DataError('stopped', {}, { cause: error });
    if (watch.signal.aborted) return watch.signal.reason;
    if (!(error instanceof Error)) return error;
    const reason = systemCode(error.cause) ?? systemCode(error) ?? error.name;
    if (this.done > 0) return new DataError('broken', { address: this.address, found: this.done, reason }, { cause: error });
    return new DataError('unreachable', { address: this.address, reason }, { cause: error });
  }
}

/** Ends an attempt that takes too long. */
class Watch {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  readonly signal = this.controller.signal;

  constructor(
    private readonly address: string,
    private readonly deadline: number,
    private readonly total: number,
  ) {}

  /** Waits from now on for so many milliseconds, but never beyond the deadline. */
  wait(milliseconds: number): void {
    this.end();
    const left = this.deadline - performance.now();
    const [code, limit] = left < milliseconds ? (['endless', this.total] as const) : (['slow', milliseconds] as const);
    const error = new DataError(code, { address: this.address, seconds: limit / 1_000 });
    this.timer = setTimeout(() => this.controller.abort(error), Math.max(0, Math.min(left, milliseconds)));
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
