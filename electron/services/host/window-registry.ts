import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../../files/json-store';
import { createMutex } from '../../files/mutex';
import { claimOf } from '../../lock/holder';
import { holderOf, type Lock, SILENCE, takeLock } from '../../lock/lock';

const entrySchema = z.object({
  windows: z.array(z.string().max(64)).max(10_000),
  /** Written by earlier versions, which had no lock beside the list. */
  process: z.unknown().optional(),
});

/** The open windows: those of this process, and those of every other process that shows Patchbay's page. */
export interface WindowRegistry {
  /** Adds a window. It is counted, since a reloaded page may join before the old one parts. */
  join(window: string): Promise<void>;
  part(window: string): Promise<void>;
  /** The open windows of all running processes. */
  windows(): Promise<ReadonlySet<string>>;
  /** Removes all windows of this process, which is about to end. */
  close(): Promise<void>;
}

/** @param folder has a list of windows per process, with a lock that the process has as long as it runs */
export function createWindowRegistry(folder: string): WindowRegistry {
  const own = randomUUID();
  const turn = createMutex();
  const counts = new Map<string, number>();
  let lock: Lock | undefined;
  let open = true;
  const write = () =>
    turn(async () => {
      if (!open) return;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      lock ??= await takeLock(lockIn(folder, own));
      await writeJson(listIn(folder, own), { windows: [...counts.keys()] });
    });

  return {
    join: (window) => {
      counts.set(window, (counts.get(window) ?? 0) + 1);
      return write();
    },
    part: (window) => {
      const left = (counts.get(window) ?? 0) - 1;
      if (left > 0) counts.set(window, left);
      else counts.delete(window);
      return write();
    },
    windows: async () => {
      const files = await readdir(folder).catch(() => []);
      const names = new Set(files.map((file) => path.parse(file).name).filter((name) => name !== own && isUuid(name)));
      const others = await Promise.all([...names].map((name) => windowsOf(folder, name)));
      return new Set([...counts.keys(), ...others.flat()]);
    },
    close: () => {
      // A window that parts afterwards must not write the list again.
      open = false;
      return turn(async () => {
        await rm(listIn(folder, own), { force: true });
        await lock?.release();
      });
    },
  };
}

const listIn = (folder: string, name: string) => path.join(folder, `${name}.json`);
const lockIn = (folder: string, name: string) => path.join(folder, `${name}.lock`);
const isUuid = (name: string) => z.uuid().safeParse(name).success;

/** Time without a heartbeat after which the files of a process that cannot be looked up are removed, in milliseconds. */
const DAY = 24 * 3_600_000;

/** The windows of another process; none if it is gone. Its files are removed then. */
async function windowsOf(folder: string, name: string): Promise<readonly string[]> {
  const entry = await readJson(listIn(folder, name), entrySchema, 2 ** 20);
  const earlier = entry?.process === undefined ? undefined : claimOf(JSON.stringify(entry.process), 0);
  const running = async (silence: number) =>
    earlier ? earlier.standing === 'running' : (await holderOf(lockIn(folder, name), silence)) !== undefined;
  if (await running(SILENCE)) return entry?.windows ?? [];
  // A suspended process of another container may come back.
  if (!(await running(DAY))) for (const file of [listIn(folder, name), lockIn(folder, name)]) await rm(file, { force: true });
  return [];
}
