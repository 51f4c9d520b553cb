import { serviceError } from '../../../shared/host/errors';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { Run } from '../../../shared/runs/run';
import { holderOf, LockedError, type LockOptions, takeLock } from '../../lock/lock';
import { inUseText, watchText } from '../../lock/messages';
import { lockPath, readRun, writeRun } from '../../run-folder/folder';

/**
 * Called before the heartbeat of a process in another container or computer, which may have the run, is watched. Without it, such a
 * process counts as running.
 */
export type OnWait = (text: LocalizedText) => void;

/**
 * Does work on a run's folder under the run's lock.
 * @throws HostError runsElsewhere if another process has the lock
 */
export async function underRunLock<T>(folder: string, work: () => Promise<T>, onWait?: OnWait): Promise<T> {
  const onWatch: LockOptions['onWatch'] = (...watched) => onWait?.(watchText(...watched));
  const lock = await takeLock(lockPath(folder), { watch: onWait !== undefined, onWatch }).catch((error: unknown) => {
    throw error instanceof LockedError ? runsElsewhere(error) : error;
  });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/**
 * Changes run.json under the lock of the run.
 * @param change returns the changed run, or undefined to leave it unchanged
 * @throws HostError runsElsewhere
 */
export function updateRun(folder: string, change: (run: Run) => Run | undefined): Promise<void> {
  return underRunLock(folder, async () => {
    const changed = change(await readRun(folder));
    if (changed) await writeRun(folder, changed);
  });
}

/** @throws HostError runsElsewhere if another process has the run's lock */
export async function refuseElsewhere(folder: string): Promise<void> {
  const holder = await holderOf(lockPath(folder));
  if (holder) throw runsElsewhere(new LockedError(holder));
}

const runsElsewhere = (error: LockedError) => serviceError('runsElsewhere', inUseText('run', error), { cause: error });
