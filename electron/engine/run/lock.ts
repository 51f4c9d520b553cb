import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const lockSchema = z.object({ pid: z.int().min(1) });

/** Another process is at work on a run. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
  constructor(readonly pid: number) {
    super(`the run is in use by process ${pid}`);
  }
}

const pathOf = (run: string) => join(run, 'lock');

/**
 * Takes a run for this process, so that no two write into it. A lock whose process is gone, as after a crash, is taken over.
 * @returns what gives it back
 * @throws LockedError where a living process has it
 */
export async function lockRun(run: string): Promise<() => Promise<void>> {
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(pathOf(run), JSON.stringify({ pid: process.pid }), { flag: 'wx' });
      return () => rm(pathOf(run), { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST') || attempt > 2) throw error;
      const holder = await holderOf(run);
      if (holder !== undefined) throw new LockedError(holder);
      await rm(pathOf(run), { force: true });
    }
  }
}

/** The living process that has a run, if there is one. */
export async function holderOf(run: string): Promise<number | undefined> {
  try {
    const { pid } = lockSchema.parse(JSON.parse(await readFile(pathOf(run), 'utf8')));
    return isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 asks without sending anything.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
