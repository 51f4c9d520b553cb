import path from 'node:path';
import type { Dataset } from '../../../../shared/training/datasets/dataset';
import { DATASETS } from '../../../../shared/training/datasets/index';
import { cacheFolder, type Surroundings } from '../../system/surroundings';

/** The folder of the app's cache for the files of a data set. */
export function datasetCache(id: string, where: Surroundings): string {
  return path.join(cacheFolder(where), id);
}

/** The folders in which the packages of the system put what all users share. @see XDG Base Directory Specification, XDG_DATA_DIRS */
export function sharedFolders(env: Surroundings['env']): readonly string[] {
  const named = (env['XDG_DATA_DIRS'] ?? '').split(':').filter((folder) => path.isAbsolute(folder));
  return named.length > 0 ? named : ['/usr/local/share', '/usr/share'];
}

/** The names of the folders that torchvision makes. */
const TORCHVISION = DATASETS.flatMap((dataset: Dataset) => dataset.python?.torchvision ?? []);

/** The folders of a given one where the files may be: itself, and where torchvision puts them below it. */
export function insideOf(folder: string): readonly string[] {
  return [folder, ...TORCHVISION.map((name) => path.join(folder, name, 'raw')), path.join(folder, 'raw')];
}
