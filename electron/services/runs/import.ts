import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { In } from '../../../shared/host/api';
import { runsFolder } from '../../files/places';
import { slugOf } from '../../files/slug';
import { readRun, writeRun } from '../../run-folder/folder';
import { runError } from './messages';
import { changeMetadata } from './run-metadata';
import { freeFolder } from './store';

/** The files of a run. All others in the folder, such as a lock, are not imported. */
const PARTS =
  /^(run\.json|about\.json|metrics\.jsonl|checkpoints\/(best|last)\.safetensors|(samples|confusion)\/epoch-\d+\.(png|json|bin)|model\/(model\.json|weights\.bin))$/;

/**
 * Imports the folder of a run from elsewhere into the user's runs.
 * @returns its id here: its own, with a number appended if that id is taken
 * @throws HostError notARun; nothing is imported then
 */
export async function importRun({ files }: In<'runs.import'>): Promise<string> {
  const record = files.find(({ path: file }) => /(^|\/)run\.json$/.test(file));
  if (!record) throw runError('notARun', { reason: { en: 'it has no run.json', es: 'no tiene run.json' } });
  const base = record.path.slice(0, -'run.json'.length);
  const parts = files.flatMap(({ path: file, data }) => {
    const inside = file.startsWith(base) ? file.slice(base.length) : '';
    return PARTS.test(inside) ? [{ file: inside, data }] : [];
  });
  await mkdir(runsFolder(), { recursive: true });
  // A folder with a leading dot is not listed, so an incomplete run is never shown.
  const fresh = path.join(runsFolder(), `.import-${process.pid}-${Date.now()}`);
  try {
    for (const { file, data } of parts) {
      const place = path.join(fresh, file);
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, Buffer.from(data, 'base64'));
    }
    for (const part of ['checkpoints', 'samples']) await mkdir(path.join(fresh, part), { recursive: true });
    const run = await readRun(fresh).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message.replaceAll(fresh, 'run') : String(error);
      throw runError('notARun', { reason });
    });
    const named = /^[A-Za-z0-9][A-Za-z0-9._-]{0,150}$/.test(run.id) ? run.id : slugOf(run.id) || 'run';
    const place = await freeFolder(path.join(runsFolder(), named));
    const id = path.basename(place);
    // `start` and `file` may name files of another computer, or files that a stranger chose.
    const { start: _, ...kept } = run;
    await writeRun(fresh, { ...kept, id });
    await changeMetadata(fresh, { file: undefined, died: undefined });
    // Replaces the empty folder that reserved the name.
    await rename(fresh, place);
    return id;
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}
