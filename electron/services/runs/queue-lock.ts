import path from 'node:path';
import { serviceError } from '../../../shared/host/errors';
import { holderOf, type Lock, LockedError, takeLock } from '../../lock/lock';
import { inUseText } from '../../lock/messages';

/** The lock of a data folder's queue. Its owner may change the queue and train its runs. */
export interface QueueLock {
  /** True while this process has it. */
  readonly taken: boolean;
  /** True if no other process has it. */
  isFree(): Promise<boolean>;
  /**
   * Takes it, unless this process has it.
   * @throws HostError queueElsewhere if another process has it. If that process cannot be looked up, its heartbeat is watched from
   * now on, and the lock is taken when the heartbeat stops
   */
  take(): Promise<void>;
  release(): Promise<void>;
}

/** @param onTaken called when the lock was taken after a heartbeat stopped */
export function createQueueLock(folder: string, onTaken: () => void): QueueLock {
  const file = path.join(folder, 'queue.lock');
  const closing = new AbortController();
  let lock: Lock | undefined;
  let watching: Promise<void> | undefined;
  const taken = () => lock !== undefined && !lock.lost.aborted;

  async function watch(): Promise<void> {
    try {
      lock = await takeLock(file, { signal: closing.signal });
      onTaken();
    } catch {
      // Its process is running, or this one is closing.
    }
    watching = undefined;
  }

  return {
    get taken() {
      return taken();
    },
    isFree: async () => (await holderOf(file)) === undefined,
    take: async () => {
      if (taken()) return;
      try {
        lock = await takeLock(file, { watch: false });
      } catch (error) {
        if (!(error instanceof LockedError)) throw error;
        if (error.unknownFor !== undefined) watching ??= watch();
        // The watch that has just ended may have taken it.
        else await watching;
        if (!taken()) throw serviceError('queueElsewhere', inUseText('queue', error), { cause: error });
      }
    },
    release: async () => {
      closing.abort();
      await watching;
      await lock?.release();
      lock = undefined;
    },
  };
}
