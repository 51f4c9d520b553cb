import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** The bytes of all files in a folder and its subfolders; files that vanish meanwhile, or cannot be read, count as 0. */
export async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): readonly Dirent[] => []);
  const sizes = entries.map(async (entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sizeOf(file);
    return entry.isFile() ? ((await stat(file).catch(() => undefined))?.size ?? 0) : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
