import { mkdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, systemCode, systemProblem } from '../../../files/system-error';
import { BackendError } from '../backend';
import { bytes } from '../messages';

/** The bytes that are free for this user in the nearest folder above that there is; `undefined` where the system does not say. */
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

/** Makes a folder of which only this user sees the inside. @throws BackendError where there is not this much room in it */
export async function makeFolder(folder: string, needed: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const free = await freeSpace(folder);
  if (free !== undefined && free < needed)
    throw new BackendError('noSpace', { folder, needed: bytes(needed), free: bytes(free) });
}

/** An error of the file system in the set-up's words; any other stays what it is. */
export function asBackendError(error: unknown, folder: string): unknown {
  const problem = systemProblem(error);
  if (error instanceof BackendError || problem === undefined) return error;
  if (problem === 'full') return new BackendError('diskFull', { folder }, { cause: error });
  return new BackendError('folder', { folder, reason: systemCode(error) ?? problem }, { cause: error });
}
