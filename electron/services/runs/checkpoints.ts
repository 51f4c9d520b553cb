import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import { checkpointPath } from '../../run-folder/checkpoint';

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
    const bytes = await readFile(file).catch(() => undefined);
    if (!bytes) return undefined;
    const sum = createHash('sha256').update(bytes).digest('hex');
    this.known.set(file, { mark, sum });
    return sum;
  }
}
