import { randomInt } from 'node:crypto';
import { constants, copyFile, link, open, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from './system-error';

/** The content of a file: a text, bytes, or parts that follow one another. */
export type FileContent = string | Uint8Array | Iterable<Uint8Array>;

/**
 * Writes a file atomically: to a temporary file, flushed, then renamed. A symbolic link is followed, and a replaced file keeps its
 * mode. (write-file-atomic does not notice a write that a full disk cut short, and replaces the file with the incomplete one.)
 * @throws Error with the system's errno, such as ENOSPC if the disk is full; the previous file is unchanged then
 */
export async function writeFileWhole(file: string, data: FileContent): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const before = await stat(target).catch(() => undefined);
  await withTemporary(target, async (temporary) => {
    await writeFlushed(temporary, data, before && before.mode & 0o7777);
    await rename(temporary, target);
  });
}

/**
 * Writes a new file atomically, and never replaces an existing one. If the process is killed, no incomplete file has this name.
 * @returns false if a file of this name exists
 * @throws Error with the system's errno
 */
export function addFileWhole(file: string, data: FileContent): Promise<boolean> {
  return withTemporary(file, async (temporary) => {
    await writeFlushed(temporary, data);
    try {
      await link(temporary, file).catch((error: unknown) => {
        if (hasCode(error, 'EEXIST')) throw error;
        // Some file systems have no hard links.
        return copyFile(temporary, file, constants.COPYFILE_EXCL);
      });
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false;
      throw error;
    }
    return true;
  });
}

/** Removes the temporary files that killed processes left in a folder that no other process writes into. */
export async function removeTemporaries(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && /\.\d+-\d+\.tmp$/.test(entry.name)) await rm(join(entry.parentPath, entry.name), { force: true });
}

/** Does work with a temporary file beside another file, and removes the temporary file. Nobody can foresee its name. */
async function withTemporary<T>(file: string, work: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = `${file}.${process.pid}-${randomInt(2 ** 48 - 1)}.tmp`;
  try {
    return await work(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeFlushed(file: string, data: FileContent, mode?: number): Promise<void> {
  // A symbolic link of this name is not followed.
  const handle = await open(file, 'wx', mode);
  try {
    // Node repeats short writes until all bytes are written or the system reports an error.
    await writeFile(handle, data);
    if (mode !== undefined) await handle.chmod(mode).catch(() => {});
    await handle.sync();
  } finally {
    await handle.close();
  }
}
