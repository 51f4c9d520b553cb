import { mkdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, systemCode, systemProblem } from '../../../files/system-error';
import { BackendError } from '../backend';
import { bytes } from '../messages';

/** The free space for this user in a folder, or in the nearest one above it that exists, in bytes; `undefined` where the system does not tell. */
export async function freeSpace(folder: string): Promise<number | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    try {
      const { bavail, bsize } = await statfs(at);
      return bavail * bsize;
    } catch (error) {
      if (!hasCode(error, 'ENOENT') || at === path.dirname(at)) return undefined;
    }
  }
}

/** Makes a folder that only this user can read. @throws BackendError noSpace where its disk has less than `needed` bytes free */
export async function makeFolder(folder: string, needed: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const free = await freeSpace(folder);
  if (free !== undefined && free < needed)
    throw new BackendError('noSpace', { folder, needed: bytes(needed), free: bytes(free) });
}

/** An error of the file system as a BackendError; any other error is returned as it is. */
export function asBackendError(error: unknown, folder: string): unknown {
  const problem = systemProblem(error);
  if (error instanceof BackendError || problem === undefined) return error;
  if (problem === 'full') return new BackendError('diskFull', { folder }, { cause: error });
  return new BackendError('folder', { folder, reason: systemCode(error) ?? problem }, { cause: error });
}
