import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LIMITS } from '../../../shared/graph/document';
import { hostError } from '../../../shared/host/errors';
import { readJson, writeJson } from '../../files/json-store';
import { createMutex } from '../../files/mutex';
import type { WindowRegistry } from './window-registry';

const text = z.string().max(LIMITS.bytes);
const copySchema = z.object({
  format: z.literal('patchbay-recovery'),
  version: z.literal(1),
  window: z.string().min(8).max(64),
  key: z.string().min(1).max(64),
  name: z.string().max(1_024),
  at: z.number().min(0),
  saved: text.nullable(),
  text,
  left: z.boolean(),
  /** The document's file. */
  path: z.string().max(4_096).nullable(),
});

/** A copy of an unsaved document, with the content of its file. */
export type Copy = Omit<Readonly<z.output<typeof copySchema>>, 'format' | 'version'>;

/** Maximum number of copies, their total bytes, and the maximum age of copies of closed windows, in milliseconds. */
export interface Bounds {
  readonly copies: number;
  readonly bytes: number;
  readonly age: number;
}
const BOUNDS: Bounds = { copies: 200, bytes: 2 ** 28, age: 30 * 24 * 3_600_000 };

/** Maximum size of a copy's file: both texts as JSON, in which a character may take six bytes. */
const MOST_BYTES = 2 * LIMITS.bytes * 6;

/** Copies of unsaved work, one file each. Copies of open windows are never removed to make room for others. */
export interface Recovery {
  /** @throws HostError tooMuchKept */
  keep(copy: Omit<Copy, 'at' | 'left'>): Promise<void>;
  drop(window: string, key: string): Promise<void>;
  leave(window: string): Promise<void>;
  /** The copies to offer to a window: those of closed windows, and its own from before it was loaded. */
  list(window: string, keptSince: ReadonlySet<string>): Promise<readonly Copy[]>;
  /** Deletes a copy of a closed window, or of the calling one. */
  discard(asking: string, window: string, key: string): Promise<void>;
  /** Removes copies that are too old, and temporary files of interrupted writes. */
  clean(): Promise<void>;
}

export function createRecovery(folder: string, windows: WindowRegistry, bounds = BOUNDS, now: () => number = Date.now): Recovery {
  const turn = createMutex();
  const read = (file: string) => readJson(file, copySchema, MOST_BYTES);
  const write = (copy: Copy) => writeJson(pathOf(copy.window, copy.key), { format: 'patchbay-recovery', version: 1, ...copy });
  const pathOf = (window: string, key: string) => path.join(folder, `${windowPart(window)}-${hash(key)}.json`);

  /** The files of copies, oldest first; `held` is true for those of open windows. */
  async function files(): Promise<readonly { file: string; bytes: number; at: number; held: boolean }[]> {
    const there = new Set([...(await windows.windows())].map(windowPart));
    const names = (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]{32}-[0-9a-f]{32}\.json$/.test(name));
    const found = await Promise.all(
      names.map(async (name) => {
        const file = path.join(folder, name);
        const stats = await stat(file).catch(() => undefined);
        return stats && { file, bytes: stats.size, at: stats.mtimeMs, held: there.has(name.slice(0, 32)) };
      }),
    );
    return found.filter((one) => one !== undefined).sort((a, b) => a.at - b.at);
  }

  /** Makes room for a copy by deleting the oldest copies of closed windows. */
  async function makeRoom(forFile: string, bytes: number): Promise<void> {
    const others = (await files()).filter(({ file }) => file !== forFile);
    let count = others.length + 1;
    let total = others.reduce((sum, other) => sum + other.bytes, bytes);
    for (const { file, bytes: freed, held } of others) {
      if (count <= bounds.copies && total <= bounds.bytes) return;
      if (held) continue;
      await rm(file, { force: true });
      count--;
      total -= freed;
    }
    if (count > bounds.copies || total > bounds.bytes) throw hostError('tooMuchKept');
  }

  return {
    keep: (copy) =>
      turn(async () => {
        const bytes = Buffer.byteLength(copy.text) + Buffer.byteLength(copy.saved ?? '');
        await makeRoom(pathOf(copy.window, copy.key), bytes);
        await write({ ...copy, at: now(), left: false });
      }),
    drop: (window, key) => turn(() => rm(pathOf(window, key), { force: true })),
    leave: (window) =>
      turn(async () => {
        for (const { file } of await files()) {
          if (!path.basename(file).startsWith(windowPart(window))) continue;
          const copy = await read(file);
          if (copy) await write({ ...copy, left: true });
        }
      }),
    list: (window, keptSince) =>
      turn(async () => {
        const there = await windows.windows();
        const copies = await Promise.all((await files()).map(({ file }) => read(file)));
        return copies
          .filter((copy) => copy !== undefined)
          .filter((copy) => (copy.window === window ? !keptSince.has(copy.key) : !there.has(copy.window)))
          .filter((copy) => copy.text !== copy.saved)
          .sort((a, b) => b.at - a.at);
      }),
    discard: (asking, window, key) =>
      turn(async () => {
        if (window !== asking && (await windows.windows()).has(window)) return;
        await rm(pathOf(window, key), { force: true });
      }),
    clean: () =>
      turn(async () => {
        for (const { file, at, held } of await files()) {
          if (!held && at < now() - bounds.age) await rm(file, { force: true });
        }
        for (const name of await readdir(folder).catch(() => [])) {
          const file = path.join(folder, name);
          const stats = await stat(file).catch(() => undefined);
          const old = stats?.isFile() === true && stats.mtimeMs < now() - 24 * 3_600_000;
          if (old && !name.endsWith('.json')) await rm(file, { force: true });
        }
      }),
  };
}

/** Names that pages choose are hashed before they become file names, so that they cannot form a path. */
function hash(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

const windowPart = hash;
