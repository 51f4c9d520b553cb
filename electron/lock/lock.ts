import { createHash, randomUUID } from 'node:crypto';
import { constants, copyFile, type FileHandle, link, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasCode } from '../files/system-error';
import { type Claim, type Content, claimOf, type Holder } from './holder';
import { thisProcess } from './process';

/**
 * Locks between processes. A lock is a file that names the process that has it. The system's record of processes decides if that
 * process is still running (process.ts). For a process of another container or computer, which has no record here, the heartbeat
 * decides: every process writes to its locks every few seconds, and counts as gone after a minute without that.
 *
 * A lock file appears whole: it is a link to a draft (on disks without links, a copy that fails if the file exists). An abandoned
 * lock is replaced by renaming a draft over it, which is allowed to the process that has the *change lock* of that very lock, named
 * by its id. So if several processes find a lock abandoned at the same time, one of them takes it, and a slow one cannot remove the
 * lock of a faster one. Change locks are taken in the same way, so that one that a killed process has left is taken over as well.
 */

/** Times of the heartbeat, in milliseconds. */
export interface Times {
  /** Interval between two writes to a lock. */
  readonly beat: number;
  /** Time without a write after which its process counts as gone. */
  readonly silence: number;
}
/** Time without a heartbeat after which a process that cannot be looked up counts as gone, in milliseconds. */
export const SILENCE = 60_000;
const TIMES: Times = { beat: 5_000, silence: SILENCE };

/** Interval, in milliseconds, and number of tries for a change lock that another process has. */
const CHANGE_RETRY = 10;
const CHANGE_TRIES = 300;

/** Interval of tries for a lock that is waited for, in milliseconds. */
const WAIT_RETRY = 300;

/** Options of taking a lock. */
export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called before this waits for a heartbeat of a process that cannot be looked up, with the longest time that it takes. */
  readonly onWatch?: ((holder: Holder, milliseconds: number) => void) | undefined;
  /** False: such a process counts as running, without waiting. */
  readonly watch?: boolean | undefined;
  readonly times?: Times | undefined;
}

/** A lock that this process has. */
export interface Lock {
  /** Aborted when another process has taken the lock over, since this one stood still for too long. */
  readonly lost: AbortSignal;
  /** Gives the lock back. A lock that another process has taken over stays as it is. */
  release(): Promise<void>;
}

/** Another process has the lock, or another part of this one. */
export class LockedError extends Error {
  override readonly name = 'LockedError';

  /** @param unknownFor milliseconds without a heartbeat after which the lock will count as abandoned, if the process cannot be looked up */
  constructor(
    readonly holder: Holder,
    readonly unknownFor?: number,
  ) {
    super(`the lock is in use by process ${holder.pid ?? 'unknown'} on ${holder.host}`);
  }
}

/**
 * Takes a lock, from an abandoned one if there is one.
 * @param file the lock file; its folder must exist
 * @throws LockedError where another process has it; the signal's reason where waiting is aborted; the system's error where the file
 * cannot be written
 */
export async function takeLock(file: string, options: LockOptions = {}): Promise<Lock> {
  const id = await take(file, options);
  await removeLeftovers(file, options.times ?? TIMES);
  return keep(file, id, (options.times ?? TIMES).beat);
}

/** Waits for a lock as long as another process has it, then does a piece of work under it. Makes the folder of the lock. */
export async function withLock<T>(
  file: string,
  options: LockOptions & { readonly onWait?: (holder: Holder) => void },
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  const lock = await waitFor(file, options);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/**
 * Looks up the process that has a lock, without waiting for a heartbeat: a process of another container or computer counts as
 * running if its last heartbeat was less than a minute ago.
 */
export async function holderOf(file: string, silence = SILENCE): Promise<Holder | undefined> {
  const found = await look(file);
  if (!found || found.standing === 'gone') return undefined;
  return found.standing === 'running' || Math.abs(Date.now() - found.written) < silence ? found.holder : undefined;
}

async function waitFor(file: string, options: LockOptions & { readonly onWait?: (holder: Holder) => void }): Promise<Lock> {
  for (let waited = false; ; waited = true) {
    try {
      return await takeLock(file, options);
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      if (!waited) options.onWait?.(error.holder);
      await pause(WAIT_RETRY, options.signal);
    }
  }
}

/** A lock file as it is found. */
interface Found extends Claim {
  /** Names the lock in its change lock. */
  readonly key: string;
  /** The time of the last write, by the clock of its disk, in milliseconds since 1970. */
  readonly written: number;
}

/** Reads a lock file. `undefined` where there is none. */
async function look(file: string): Promise<Found | undefined> {
  try {
    // Opened before its time is asked for: network disks then ask their server.
    const handle = await open(file, 'r').catch((error: unknown) => {
      if (hasCode(error, 'EACCES', 'EPERM')) return undefined;
      throw error;
    });
    try {
      const { mtimeMs, ino } = await (handle ? handle.stat() : stat(file));
      const text = handle ? await textOf(handle) : '';
      const claim = claimOf(text, mtimeMs);
      const key = claim.id ?? createHash('sha256').update(`${ino} ${text}`).digest('hex').slice(0, 32);
      return { ...claim, key, written: mtimeMs };
    } finally {
      await handle?.close();
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** The beginning of a file: a lock is not longer. */
async function textOf(handle: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(4_096), 0, 4_096, 0);
  return buffer.subarray(0, bytesRead).toString();
}

/** Puts a lock file of this process in place. @returns its id. @throws as takeLock */
async function take(file: string, options: LockOptions): Promise<string> {
  const content: Content = { ...thisProcess(), id: randomUUID(), since: new Date().toISOString() };
  const draft = `${file}.${content.id}.new`;
  await writeFile(draft, JSON.stringify(content), { flag: 'wx', mode: 0o644 });
  try {
    for (let tries = 0; !(await create(draft, file)); tries++) {
      options.signal?.throwIfAborted();
      const found = await look(file);
      // A network disk may have made the link, and lost the answer.
      if (found?.id === content.id) break;
      if (!found || !(await isAbandoned(file, found, draft, options))) continue;
      if (await replace(file, found, draft, options, tries)) break;
    }
  } finally {
    await rm(draft, { force: true });
  }
  return content.id;
}

/** Gives a draft its name. @returns false where there is a file of that name */
async function create(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file).catch((error: unknown) => {
      if (hasCode(error, 'EEXIST')) throw error;
      // FAT and some network disks have no links. A copy is empty for an instant, which counts as a lock that cannot be read.
      return copyFile(draft, file, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** True if the process that has a lock is gone, false if the lock has changed meanwhile. @throws LockedError if it is running */
async function isAbandoned(file: string, found: Found, draft: string, options: LockOptions): Promise<boolean> {
  if (found.standing === 'gone') return true;
  if (found.standing === 'running') throw new LockedError(found.holder);
  const { beat, silence } = options.times ?? TIMES;
  // Both times are of the disk's clock. A clock that was set meanwhile can shorten this, but not below one heartbeat.
  const age = Math.max(0, (await stat(draft)).mtimeMs - found.written);
  // A file that cannot be read is being written this moment, or was left so by a crash.
  const longest = Math.max(beat * 1.5, found.holder.pid === undefined ? 0 : silence - age);
  if (options.watch === false) throw new LockedError(found.holder, longest);
  options.onWatch?.(found.holder, longest);
  const end = performance.now() + longest;
  while (performance.now() < end) {
    await pause(Math.min(beat / 5, end - performance.now()), options.signal);
    const now = await look(file);
    if (now?.key !== found.key) return false;
    if (now.written !== found.written) throw new LockedError(now.holder);
  }
  return true;
}

/** Renames a draft over an abandoned lock. @returns false where that lock has changed, or another process is replacing it */
async function replace(file: string, found: Found, draft: string, options: LockOptions, tries: number): Promise<boolean> {
  const change = `${file}.${found.key}.change`;
  try {
    await take(change, options);
  } catch (error) {
    if (!(error instanceof LockedError) || tries >= CHANGE_TRIES) throw error;
    await pause(CHANGE_RETRY, options.signal);
    return false;
  }
  try {
    const now = await look(file);
    // Only the process that has the change lock may replace this lock: it stays the same from here on.
    if (now?.key !== found.key || now.written !== found.written) return false;
    await rename(draft, file);
    return true;
  } finally {
    await rm(change, { force: true });
  }
}

/** Writes to a lock every few seconds, until it is given back or lost. */
function keep(file: string, id: string, every: number): Lock {
  const lost = new AbortController();
  let last: Promise<void> = Promise.resolve();
  const tell = async () => {
    if (await beat(file, id)) return;
    clearInterval(timer);
    lost.abort();
  };
  // A failed write is no reason to give up: a network disk may be gone for a moment.
  const timer = setInterval(() => {
    last = tell().catch(() => {});
  }, every);
  timer.unref();
  return {
    lost: lost.signal,
    release: async () => {
      clearInterval(timer);
      await last;
      if ((await look(file).catch(() => undefined))?.id === id) await rm(file, { force: true });
    },
  };
}

/** Writes the first character of a lock again, which sets its time by the disk's own clock. @returns false if it has been taken over */
async function beat(file: string, id: string): Promise<boolean> {
  const handle = await open(file, 'r+');
  try {
    const own = claimOf(await textOf(handle), 0).id === id;
    if (own) await handle.write('{', 0);
    return own;
  } finally {
    // Closing sends it to the server of a network disk.
    await handle.close();
  }
}

/** Removes the drafts and change locks of processes that were killed while they took this lock. Those in use are not as old. */
async function removeLeftovers(file: string, { silence }: Times): Promise<void> {
  const folder = path.dirname(file);
  const { mtimeMs } = await stat(file);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${path.basename(file)}.`) || !/\.(new|change)$/.test(name)) continue;
    const found = await stat(path.join(folder, name)).catch(() => undefined);
    if (found && mtimeMs - found.mtimeMs > 10 * silence) await rm(path.join(folder, name), { force: true });
  }
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(Math.max(0, milliseconds), undefined, signal ? { signal } : {}).catch(() => {});
  signal?.throwIfAborted();
}
