import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';

const copy = z.object({ window: z.string(), text: z.string() });

/** The recovery copies that Patchbay keeps of unsaved work, by its home folder. */
export async function recoveryCopies(home: string): Promise<readonly z.output<typeof copy>[]> {
  const folder = join(home, 'recovery');
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  return Promise.all(files.map(async (name) => copy.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))));
}

/** Waits until a recovery copy contains a text. */
export async function recoveryCopyWith(home: string, text: string): Promise<void> {
  await expect.poll(async () => (await recoveryCopies(home)).some((one) => one.text.includes(text))).toBe(true);
}
