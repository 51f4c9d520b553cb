import type { LocalizedText } from '../../../shared/i18n/i18n';
import { datasetOf } from '../../../shared/training/datasets/index';
import { sourceOf } from './sources/index';
import type { Opened, OpenOptions } from './sources/source';
import { DataError } from './support/error';

/** Images to train on and to validate with, with the data set that they are from. */
export interface OpenedDataset extends Opened {
  /** The id of the data set: another than was asked for where one stands in for it. */
  readonly id: string;
  /** True for photographs and a user's own images; false for images that Patchbay draws. */
  readonly real: boolean;
}

/**
 * Opens a data set: finds, downloads, reads or draws its images.
 * @throws DataError with the reason and the way out; `noDataset` where the data set can be neither found nor fetched
 */
export async function openDataset(id: string, options: OpenOptions): Promise<OpenedDataset> {
  return { ...(await sourceOf(id).open(options)), id, real: datasetOf(id)?.generated !== true };
}

/**
 * Opens a data set, or the one that stands in for it where it can be neither found nor fetched; `notes` says so then. A damaged
 * folder of the user's own is an error all the same.
 */
export async function openOrFallBack(id: string, options: OpenOptions): Promise<OpenedDataset> {
  try {
    return await openDataset(id, options);
  } catch (error) {
    const { standIn } = sourceOf(id);
    if (!standIn || !(error instanceof DataError) || error.code !== 'noDataset') throw error;
    const opened = await openDataset(standIn.id, options);
    return { ...opened, notes: [fallenBack(datasetOf(id)?.label ?? id, standIn.label, error.text), ...opened.notes] };
  }
}

function fallenBack(label: string, standIn: LocalizedText, why: LocalizedText): LocalizedText {
  return {
    en: `These are not the images of ${label} but ${standIn.en} in their place: losses and accuracies are not comparable. ${why.en}`,
    es: `Estas no son las imágenes de ${label} sino ${standIn.es} en su lugar: las pérdidas y exactitudes no son comparables. ${why.es}`,
  };
}
