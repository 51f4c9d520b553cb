import type { LocalizedText } from '../../../shared/i18n/i18n';
import { datasetOf } from '../../../shared/training/datasets';
import type { ImageSet } from './images';
import { adoptFiles, type ObtainOptions, obtainFiles } from './obtain';
import { type Surroundings, surroundings } from './places';
import { FASHION_MNIST, FILES } from './sources/fashion-mnist';

/** The content of IDX files begins behind the lengths of their axes. */
const IMAGES_HEADER = 16;
const LABELS_HEADER = 8;

/** Fashion-MNIST, compared with its checksums. */
export interface FashionMnist {
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** The folder that it came from. */
  readonly source: LocalizedText;
  /** One line for each way that failed before, such as a damaged copy that was passed over. */
  readonly notes: readonly LocalizedText[];
}

/**
 * Finds Fashion-MNIST on this machine, or fetches it into the app's cache. Its files have the right SHA-256.
 * @throws DataError noDataset where every way fails; noFolder and others where a folder is given and does not hold it
 */
export async function openFashionMnist(options: ObtainOptions = {}): Promise<FashionMnist> {
  const { contents, source, notes } = await obtainFiles(FASHION_MNIST, options);
  const dataset = datasetOf(FASHION_MNIST.id);
  if (!dataset) throw new Error('fashion-mnist is not among the data sets');
  // The checksums were compared: the content is known to be well formed.
  const content = (file: { readonly name: string }) => contents.get(file.name) ?? new Uint8Array();
  const set = (images: Uint8Array, labels: Uint8Array): ImageSet => ({
    images: images.subarray(IMAGES_HEADER),
    labels: labels.subarray(LABELS_HEADER),
    count: labels.length - LABELS_HEADER,
    size: dataset.image,
    classes: dataset.classes,
  });
  return {
    train: set(content(FILES.trainImages), content(FILES.trainLabels)),
    test: set(content(FILES.testImages), content(FILES.testLabels)),
    source,
    notes,
  };
}

/**
 * Keeps the four files of a folder in the app's cache, where they are found from then on.
 * @throws DataError where they are not what they should be, or cannot be written
 */
export function adoptFashionMnist(folder: string, where: Surroundings = surroundings()): Promise<void> {
  return adoptFiles(FASHION_MNIST, folder, where);
}
