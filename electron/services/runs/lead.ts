import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readJson } from '../host/json-file';
import { isAlive, processSchema, thisProcess } from '../host/process-alive';

const leadSchema = processSchema.extend({ owner: z.string().max(64) });

/** Who leads the queue of a data folder: one Patchbay at a time, so that no two train at once or take the same run from it. */
export interface Lead {
  /** Takes the lead, or finds that it has it. @returns the process that leads instead */
  take(): Promise<number | undefined>;
  give(): Promise<void>;
}

export function leadOf(folder: string): Lead {
  const file = path.join(folder, 'queue.lock');
  const owner = randomUUID();
  let held = false;
  return {
    take: async () => {
      if (held) return undefined;
      for (let attempt = 0; ; attempt++) {
        try {
          await writeFile(file, JSON.stringify({ ...thisProcess(), owner }), { flag: 'wx', mode: 0o600 });
          held = true;
          return undefined;
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST') || attempt > 2) throw error;
          const other = await readJson(file, leadSchema, 2 ** 16);
          if (other && isAlive(other)) return other.pid;
          await rm(file, { force: true });
        }
      }
    },
    give: async () => {
      if (held) await rm(file, { force: true });
      held = false;
    },
  };
}
