import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { FileError, readText, writeText } from './text-file';

/**
 * What a file of ours holds; undefined where there is none, or where it cannot be understood: it is data that may be lost.
 * @param most the most bytes that it may have
 */
export async function readJson<T>(file: string, schema: z.ZodType<T>, most: number): Promise<T | undefined> {
  try {
    return schema.safeParse(JSON.parse(await readText(file, most))).data;
  } catch (error) {
    if (error instanceof FileError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes it whole or not at all, and makes its folder, which only its owner may look into. @throws FileError */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeText(file, JSON.stringify(value));
}
