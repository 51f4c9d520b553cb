import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { FileError, readText, writeText } from './text-file';

/**
 * Reads one of Patchbay's own JSON files. A missing or invalid file gives undefined, since its data are not essential.
 * @param most maximum size in bytes
 */
export async function readJson<T>(file: string, schema: z.ZodType<T>, most: number): Promise<T | undefined> {
  try {
    return schema.safeParse(JSON.parse(await readText(file, most))).data;
  } catch (error) {
    if (error instanceof FileError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes a JSON file atomically, and creates its folder, which only the owner can read. @throws FileError */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeText(file, JSON.stringify(value));
}
