import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Surroundings } from '../../system/surroundings';
import { DataError, named } from '../support/error';
import { datasetCache, insideOf } from './folders';
import type { RemoteDataset } from './remote-dataset';

/** A folder that may have the files of a data set. */
export interface Place {
  readonly folder: string;
  /** The files that are there, by name; reading them verifies their checksums. */
  readonly files: ReadonlyMap<string, string>;
  /** True if none is missing. */
  readonly complete: boolean;
}

/** Looks for a data set's files in a folder. */
export async function look(source: RemoteDataset, folder: string): Promise<Place> {
  const files = new Map<string, string>();
  for (const { name } of source.files) {
    // Some copies are named with a point in place of the second hyphen.
    const names = [name, name.replace('-idx', '.idx')].flatMap((plain) => [plain, `${plain}.gz`]);
    for (const file of names.map((candidate) => path.join(folder, candidate)))
      if (!files.has(name) && (await isFile(file))) files.set(name, file);
  }
  return { folder, files, complete: files.size === source.files.length };
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined))?.isFile() ?? false;
}

/** Looks for a data set in the app's cache, then in the data set's places. */
export function findPlaces(source: RemoteDataset, where: Surroundings): Promise<readonly Place[]> {
  const folders = new Set([datasetCache(source.id, where), ...source.places(where)]);
  return Promise.all([...folders].map((folder) => look(source, folder)));
}

/**
 * The folder that the user names, or the one below it where torchvision puts the files.
 * @throws DataError noFolder, idxFiles
 */
export async function givenPlace(source: RemoteDataset, folder: string): Promise<Place> {
  const stats = await stat(folder).catch(() => undefined);
  if (!stats?.isDirectory()) throw new DataError('noFolder', { file: named(folder) });
  const places = await Promise.all(insideOf(folder).map((inside) => look(source, inside)));
  const complete = places.find((place) => place.complete);
  if (complete) return complete;
  const missing = source.files.map(({ name }) => name).filter((name) => !places[0]?.files.has(name));
  throw new DataError('idxFiles', { folder: named(folder), missing: missing.join(', ') });
}
