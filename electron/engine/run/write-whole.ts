import { open, realpath, rename, rm, stat } from 'node:fs/promises';

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
  const temporary = `${target}.${process.pid}${written++}`;
  try {
    const handle = await open(temporary, 'w', before && before.mode & 0o7777);
    try {
      // Node goes on with what a write left over, until all of it is written or the system says why not.
      await handle.writeFile(data);
      if (before) await handle.chmod(before.mode & 0o7777).catch(() => {});
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
