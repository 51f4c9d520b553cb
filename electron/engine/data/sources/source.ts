import type { LocalizedText } from '../../../../shared/i18n/i18n';
import type { ObtainOptions } from '../fetch/obtain';
import type { RemoteDataset } from '../fetch/remote-dataset';
import type { ImageSet } from '../support/images';

/** The images that a run asks for. */
export interface OpenOptions extends ObtainOptions {
  /** The number of images to train on and to validate with, the first ones; all of them by default. */
  readonly train?: number | undefined;
  readonly val?: number | undefined;
  /** The validation images: the test images, or this part of the training images, which are then not trained on. */
  readonly validation: 'test' | number;
  /** Chooses which training images validate, and nothing else. */
  readonly seed: number;
}

/** Images to train on and to validate with; no image is in both. */
export interface Opened {
  readonly train: ImageSet;
  readonly validation: ImageSet;
  /** The origin of the images: a folder, or the program that drew them. */
  readonly source: LocalizedText;
  /** Facts that a user should know besides, one a line: such as damaged copies that were skipped. */
  readonly notes: readonly LocalizedText[];
}

/** A data set that runs can train on. `shared/training/datasets.ts` describes it to the page under the same id. */
export interface DataSource {
  readonly id: string;
  /** The files, for a data set that is looked for on the machine and fetched. */
  readonly remote?: RemoteDataset;
  /** The data set that takes the place of one that can be neither found nor fetched, and its name in a sentence. */
  readonly standIn?: { readonly id: string; readonly label: LocalizedText };
  /** @throws DataError with the reason and the way out; `noDataset` where the data set can be neither found nor fetched */
  open(options: OpenOptions): Promise<Opened>;
}
