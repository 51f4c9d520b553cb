import type { ImageShape } from '../layers/support/shape';

/** A set of labelled images. */
export interface Dataset {
  readonly id: string;
  readonly label: string;
  /** One image, [H, W, C]. */
  readonly image: ImageShape;
  /** The names of the classes, in the order of their labels. */
  readonly classes: readonly string[];
  /** The numbers of training and of test images. */
  readonly train: number;
  readonly test: number;
  /** True if this program generates the images from a seed; otherwise they are photographs to be found or downloaded. */
  readonly generated: boolean;
}

/** The classes of Fashion-MNIST and of its generated substitute. */
const GARMENTS = ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'];

/** The data sets that this version knows, by id. */
export const DATASETS: readonly Dataset[] = [
  {
    id: 'fashion-mnist',
    label: 'Fashion-MNIST',
    image: [28, 28, 1],
    classes: GARMENTS,
    train: 60_000,
    test: 10_000,
    generated: false,
  },
  {
    id: 'synthetic',
    label: 'Generated garments',
    image: [28, 28, 1],
    classes: GARMENTS,
    train: 60_000,
    test: 10_000,
    generated: true,
  },
];

/** The user's own data set: IDX files in a folder, whose images and classes are unknown until they are read. */
export const OWN_DATASET = 'idx';

/** Every data set that a training configuration can name. */
export const DATASET_IDS: readonly string[] = [...DATASETS.map(({ id }) => id), OWN_DATASET];

/** The built-in data set of this id; `undefined` for the user's own, and for one that this version does not know. */
export function datasetOf(id: string): Dataset | undefined {
  return DATASETS.find((dataset) => dataset.id === id);
}

/** The numbers of training and validation images of a data set: it is validated on the test images, or on a part of the others. */
export function imagesOf(
  { train, test }: Pick<Dataset, 'train' | 'test'>,
  validation: 'test' | number,
): { readonly train: number; readonly validation: number } {
  if (validation === 'test') return { train, validation: test };
  const held = Math.max(1, Math.round(validation * train));
  return { train: train - held, validation: held };
}

/** A part of a data set with fewer images than requested. */
export interface Shortage {
  readonly part: 'train' | 'validation';
  readonly found: number;
  readonly wanted: number;
}

/** The first part of a data set that lacks images; `undefined` if there are enough. */
export function shortageOf(
  dataset: Dataset,
  validation: 'test' | number,
  wanted: { readonly train?: number | undefined; readonly validation?: number | undefined },
): Shortage | undefined {
  const found = imagesOf(dataset, validation);
  for (const part of ['train', 'validation'] as const) {
    const asked = wanted[part];
    if (asked !== undefined && asked > found[part]) return { part, found: found[part], wanted: asked };
  }
  return undefined;
}
