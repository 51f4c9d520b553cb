import type { Dataset } from './dataset';
import { fashionMnist } from './fashion-mnist';
import { synthetic } from './synthetic';

/** The data sets that this version knows: one line each, the default first. */
export const DATASETS = [fashionMnist, synthetic] as const satisfies readonly Dataset[];

/** The user's own data set: IDX files in a folder, whose images and classes are unknown until they are read. */
export const OWN_DATASET = 'idx';

/** Every data set that a training configuration can name. */
export const DATASET_IDS: readonly string[] = [...DATASETS.map(({ id }) => id), OWN_DATASET];

/** The built-in data set of this id; `undefined` for the user's own, and for one that this version does not know. */
export function datasetOf(id: string): Dataset | undefined {
  return DATASETS.find((dataset) => dataset.id === id);
}
