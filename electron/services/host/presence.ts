import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { inTurn } from './in-turn';
import { readJson, writeJson } from './json-file';
import { isAlive, processSchema, thisProcess } from './process-alive';

const markSchema = z.object({ process: processSchema, windows: z.array(z.string().max(64)).max(10_000) });

/** Which windows are there: those of this process, and those of every other one that shows Patchbay's page. */
export interface Presence {
  /** A window is there, once more: a page that is loaded anew may come before the old one has gone. */
  join(window: string): Promise<void>;
  part(window: string): Promise<void>;
  /** The windows that are there, in any living process. */
  windows(): Promise<ReadonlySet<string>>;
  /** This process ends: none of its windows is there any more. */
  close(): Promise<void>;
}

/** @param folder where each process writes down its windows, in a file of its own */
export function createPresence(folder: string): Presence {
  const own = `${randomUUID()}.json`;
  const turn = inTurn();
  const counts = new Map<string, number>();
  let open = true;
  const write = () =>
    turn(async () => {
      if (open) await writeJson(path.join(folder, own), { process: thisProcess(), windows: [...counts.keys()] });
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
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json') && name !== own);
      const others = await Promise.all(names.map((name) => windowsOf(path.join(folder, name))));
      return new Set([...counts.keys(), ...others.flat()]);
    },
    close: () => {
      // A window that parts afterwards must not write the file anew.
      open = false;
      return turn(() => rm(path.join(folder, own), { force: true }));
    },
  };
}

/** The windows of another process; none, and no file any more, where it is gone. */
async function windowsOf(file: string): Promise<readonly string[]> {
  const mark = await readJson(file, markSchema, 2 ** 20);
  if (!mark || isAlive(mark.process)) return mark?.windows ?? [];
  await rm(file, { force: true });
  return [];
}
