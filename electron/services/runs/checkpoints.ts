import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import { checkpointPath } from '../../run-folder/checkpoint';

/** The SHA-256 of a file of any size. */
async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) hash.update(chunk);
  return hash.digest('hex');
}

/** Checksums of checkpoints, computed again only for files that have changed. */
export class CheckpointSums {
  private readonly known = new Map<string, { readonly mark: string; readonly sum: string }>();

  /** The SHA-256 of a run's checkpoint; `undefined` if it does not exist. */
  async of(folder: string, name: CheckpointName): Promise<string | undefined> {
    const file = checkpointPath(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (!found) return undefined;
    const mark = `${found.mtimeMs} ${found.size} ${found.ino}`;
    const known = this.known.get(file);
    if (known?.mark === mark) return known.sum;
    const sum = await sha256Of(file).catch(() => undefined);
    if (sum !== undefined) this.known.set(file, { mark, sum });
    return sum;
  }
}
