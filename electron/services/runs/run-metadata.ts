import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../../files/json-store';

/**
 * What is known of a run beside what was trained: it may change at any time, and stands in about.json beside run.json, so that
 * naming a run leaves every other file of it as it is.
 */
const aboutSchema = z.object({
  /** The name and note that a person gave it. */
  name: z.string().min(1).max(500).optional(),
  note: z.string().max(20_000).optional(),
  starred: z.boolean().optional(),
  /** The file of the document that it was trained from. */
  file: z.string().max(4_096).optional(),
  /** How its process ended where it ended without a word: the signal or the exit code, and the last lines that it printed. */
  died: z.object({ how: z.string().max(100), output: z.string().max(4_000) }).optional(),
});
export type About = Readonly<z.output<typeof aboutSchema>>;

const fileOf = (folder: string) => path.join(folder, 'about.json');

/** What about.json of a run's folder says; nothing where there is none. */
export async function readAbout(folder: string): Promise<About> {
  return (await readJson(fileOf(folder), aboutSchema, 2 ** 20)) ?? {};
}

/** Changes about.json; what is `undefined` goes. */
export async function changeAbout(folder: string, changes: { readonly [K in keyof About]: About[K] | undefined }): Promise<void> {
  await writeJson(fileOf(folder), { ...(await readAbout(folder)), ...changes });
}
