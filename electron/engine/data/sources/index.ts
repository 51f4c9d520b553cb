import { DataError, named } from '../support/error';
import { fashionMnist } from './fashion-mnist';
import { idxFolder } from './idx-folder';
import type { DataSource } from './source';
import { synthetic } from './synthetic';

/** The data sets that runs can train on: one line each. */
export const SOURCES: readonly DataSource[] = [fashionMnist, synthetic, idxFolder];

/** The data sets that are looked for on the machine and fetched. */
export const REMOTE = SOURCES.flatMap(({ remote }) => remote ?? []);

/** The data set of an id. @throws DataError unknownDataset */
export function sourceOf(id: string): DataSource {
  const source = SOURCES.find((one) => one.id === id);
  if (!source) throw new DataError('unknownDataset', { dataset: named(id), options: SOURCES.map((one) => one.id).join(', ') });
  return source;
}
