import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SETUP_SEEN } from '../../electron/services/host/setup';

/** A new folder for what Patchbay keeps, in which the page of the first launch has been closed unless that is what is looked at. */
export async function homeFolder({ first = false } = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'patchbay-e2e-'));
  if (!first) await writeFile(join(folder, SETUP_SEEN), '');
  return folder;
}
