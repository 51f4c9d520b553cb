import type { OnProgress } from '../backends/backend';
import { describeBackends, openBackend } from '../backends/open/choose';
import { measureNative } from '../backends/setup/native-setup';
import { findPlaces } from '../data/fetch/find';
import { howToFetch } from '../data/fetch/how-to-fetch';
import { readSearch } from '../data/fetch/last-search';
import { adoptFiles, obtainFiles } from '../data/fetch/obtain';
import type { RemoteDataset } from '../data/fetch/remote-dataset';
import { REMOTE } from '../data/sources/index';
import type { Progress } from '../data/support/progress';
import type { FromEngine } from '../protocol/protocol';
import { surroundings } from '../system/surroundings';

/** Lists the engines and the data on this machine. */
export async function describe(): Promise<FromEngine> {
  const [engines, data] = [await describeBackends(), await Promise.all(REMOTE.map(describeSource))];
  return {
    type: 'described',
    engines: engines.map(({ name, ready, there, missing, how }) => ({
      name,
      ready,
      there: [...there],
      missing: [...missing],
      ...(how ? { how } : {}),
    })),
    data: data.flatMap(({ name, folders }) => folders.map((where) => ({ name, where }))),
    searches: data.map(({ name, how, last }) => ({ name, how, ...(last ? { last } : {}) })),
  };
}

/** The folders that have a data set, the order in which it is fetched, and the result of the last search. */
async function describeSource(source: RemoteDataset) {
  const where = surroundings();
  const [places, search] = [await findPlaces(source, where), await readSearch(source.id, where)];
  const folders = places.filter(({ complete }) => complete).map(({ folder }) => folder);
  // A search that failed does not matter any more where the files are there now.
  const last = search && (folders.length === 0 || search.got) ? search : undefined;
  return { name: source.label, folders, how: howToFetch(source), last };
}

/** Fetches data sets or sets up the engine before training needs them, then describes the machine. */
export async function obtain(
  what: 'data' | 'engine',
  onProgress: OnProgress,
  onData: (progress: Progress) => void,
): Promise<FromEngine> {
  if (what === 'engine') await openBackend('native', { onProgress });
  else for (const dataset of REMOTE) await obtainFiles(dataset, { onProgress: onData });
  return describe();
}

/** Times the kernels of the native engine again, then describes the machine. @throws BackendError where it is not set up, or fails */
export async function measure(onProgress: OnProgress): Promise<FromEngine> {
  await measureNative({ onProgress });
  return describe();
}

/** Copies the files of a folder into the cache if their checksums are those of a data set, then describes the machine. */
export async function adopt(folder: string): Promise<FromEngine> {
  let refused: unknown;
  for (const dataset of REMOTE) {
    try {
      await adoptFiles(dataset, folder, surroundings());
      return await describe();
    } catch (error) {
      refused ??= error;
    }
  }
  throw refused;
}
