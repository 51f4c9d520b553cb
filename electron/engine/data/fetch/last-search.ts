import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type SearchRecord, searchRecord } from '../../../../shared/host/areas/setup';
import { writeFileWhole } from '../../../files/write-whole';
import { cacheFolder, type Surroundings } from '../../system/surroundings';

function fileOf(id: string, where: Surroundings): string {
  return path.join(cacheFolder(where), `${id}.search.json`);
}

/** The last search for a data set; `undefined` before the first one. */
export async function readSearch(id: string, where: Surroundings): Promise<SearchRecord | undefined> {
  try {
    return searchRecord.parse(JSON.parse(await readFile(fileOf(id, where), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Records a search. A cache that cannot be written goes without. */
export async function writeSearch(id: string, search: Omit<SearchRecord, 'at'>, where: Surroundings): Promise<void> {
  const text = JSON.stringify({ at: new Date().toISOString(), ...search });
  await writeFileWhole(fileOf(id, where), `${text}\n`).catch(() => {});
}

/** Forgets the last search: the files came another way. */
export async function removeSearch(id: string, where: Surroundings): Promise<void> {
  await rm(fileOf(id, where), { force: true }).catch(() => {});
}
