import { constants, copyFile, link, open, realpath, rename, rm, stat } from 'node:fs/promises';

let written = 0;

/**
 * Writes a file whole or not at all: under another name first, flushed, then renamed. A link is followed, and a file that is replaced
 * keeps its mode. (write-file-atomic, which does the same, takes a write that a full disk cut short for a whole one, and puts what
 * it has in place of the file that there was.)
 * @throws Error with the system's code: ENOSPC where the disk is full; what was there before is as it was
 */
export async function writeFileWhole(file: string, data: string | Uint8Array): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const before = await stat(target).catch(() => undefined);
  await withTemporary(target, async (temporary) => {
    await writeFlushed(temporary, data, before && before.mode & 0o7777);
    await rename(temporary, target);
  });
}

/**
 * Writes a new file whole or not at all, and never over one that there is: where the process is killed, no half of it has its name.
 * @returns false where there is a file of this name
 * @throws Error with the system's code
 */
export function addFileWhole(file: string, data: string | Uint8Array): Promise<boolean> {
  return withTemporary(file, async (temporary) => {
    await writeFlushed(temporary, data);
    try {
      await link(temporary, file).catch((error: unknown) => {
        if (isAlready(error)) throw error;
        // Some disks have no links.
        return copyFile(temporary, file, constants.COPYFILE_EXCL);
      });
    } catch (error) {
      if (isAlready(error)) return false;
      throw error;
    }
    return true;
  });
}

/** Does something by way of a file beside another one, of which nothing is left. */
async function withTemporary<T>(file: string, work: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = `${file}.${process.pid}${written++}`;
  try {
    return await work(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeFlushed(file: string, data: string | Uint8Array, mode?: number): Promise<void> {
  const handle = await open(file, 'w', mode);
  try {
    // Node goes on with what a write left over, until all of it is written or the system says why not.
    await handle.writeFile(data);
    if (mode !== undefined) await handle.chmod(mode).catch(() => {});
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isAlready(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
