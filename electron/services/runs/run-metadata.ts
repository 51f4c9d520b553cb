import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../../files/json-store';

/**
 * Metadata of a run that may change at any time. It is in about.json, beside run.json, so that renaming a run changes no other file.
 */
const aboutSchema = z.object({
  /** The user's name and note. */
  name: z.string().min(1).max(500).optional(),
  note: z.string().max(20_000).optional(),
  starred: z.boolean().optional(),
  /** The file of the trained document. */
  file: z.string().max(4_096).optional(),
  /** An unexpected exit of the engine: signal or exit code, and its last output. */
  died: z.object({ how: z.string().max(100), output: z.string().max(4_000) }).optional(),
});
export type RunMetadata = Readonly<z.output<typeof aboutSchema>>;

const fileOf = (folder: string) => path.join(folder, 'about.json');

/** Reads about.json of a run; empty if the file does not exist. */
export async function readMetadata(folder: string): Promise<RunMetadata> {
  return (await readJson(fileOf(folder), aboutSchema, 2 ** 20)) ?? {};
}

/** Changes about.json; fields that are `undefined` are removed. */
export async function changeMetadata(
  folder: string,
  changes: { readonly [K in keyof RunMetadata]: RunMetadata[K] | undefined },
): Promise<void> {
  await writeJson(fileOf(folder), { ...(await readMetadata(folder)), ...changes });
}
