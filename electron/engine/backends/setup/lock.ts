import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const holder = z.object({ pid: z.int().positive(), host: z.string(), id: z.string() });

/** How often the holder of a lock says that it is there, and after what silence it counts as gone, in ms. */
const HEARTBEAT = 5_000;
const SILENCE = 60_000;

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once, when another process holds the lock. */
  readonly onWait?: () => void;
}

/**
 * Does a piece of work while no other process does one under the same lock, which is a file. A lock whose process is gone is
 * taken over. It keeps work from being done twice, no more: what is done under it must be safe without it.
 *
 * @throws the signal's reason where waiting is aborted
 */
export async function withLock<T>(file: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const { signal, onWait } = options;
  const id = `${process.pid}-${process.hrtime.bigint()}`;
  await mkdir(path.dirname(file), { recursive: true });
  for (let waited = false; !(await take(file, id)); ) {
    if (await isAbandoned(file)) await remove(file, id);
    else {
      if (!waited) onWait?.();
      waited = true;
      await sleep(300, undefined, signal ? { signal } : {}).catch(() => {});
    }
    signal?.throwIfAborted();
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, HEARTBEAT);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(file, { force: true });
  }
}

async function take(file: string, id: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(JSON.stringify({ pid: process.pid, host: os.hostname(), id }));
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const silent = Date.now() - mtimeMs > SILENCE;
    const found = holder.safeParse(text === '' ? undefined : JSON.parse(text));
    // One that is just being written is empty for a moment.
    const elsewhere = !found.success || found.data.host !== os.hostname();
    return silent || !(elsewhere || isRunning(found.data.pid));
  } catch {
    // It is gone, or nothing can be made of it yet: the next look will tell.
    return false;
  }
}

/** Moved away before it is removed, so that of several who find it abandoned, one removes it. */
async function remove(file: string, id: string): Promise<void> {
  const away = `${file}.${id}`;
  try {
    await rename(file, away);
    await rm(away, { force: true });
  } catch {
    // Another was faster.
  }
}

/** Whether a process of this machine is running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
