import { access } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../files/json-store';
import { createMutex } from '../files/mutex';

/** Maximum number of recent documents. */
const MOST = 20;

const listSchema = z.object({
  format: z.literal('patchbay-recent'),
  version: z.literal(1),
  files: z.array(z.object({ path: z.string().min(1).max(4_096), at: z.number().min(0) })).max(1_000),
});

export interface RecentDocument {
  readonly path: string;
  readonly at: number;
  readonly missing: boolean;
}

/** The recently opened or saved documents, in one file that all windows and hosts share. */
export interface Recent {
  /** Newest first. */
  list(): Promise<readonly RecentDocument[]>;
  remember(file: string): Promise<void>;
  remove(file: string): Promise<void>;
  clear(): Promise<void>;
}

export function createRecent(folder: string, now: () => number = Date.now): Recent {
  const file = path.join(folder, 'recent.json');
  const turn = createMutex();
  const read = async () => (await readJson(file, listSchema, 2 ** 22))?.files ?? [];
  const write = (files: z.output<typeof listSchema>['files']) =>
    writeJson(file, { format: 'patchbay-recent', version: 1, files: files.slice(0, MOST) });
  const without = async (one: string) => (await read()).filter(({ path: other }) => other !== path.resolve(one));
  return {
    list: async () => {
      const files = await read();
      const exists = (one: string) =>
        access(one).then(
          () => true,
          () => false,
        );
      return Promise.all(files.map(async (one) => ({ ...one, missing: !(await exists(one.path)) })));
    },
    remember: (one) => turn(async () => write([{ path: path.resolve(one), at: now() }, ...(await without(one))])),
    remove: (one) => turn(async () => write(await without(one))),
    clear: () => turn(() => write([])),
  };
}
