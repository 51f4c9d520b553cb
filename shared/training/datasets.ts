import type { ImageShape } from '../layers/support/shape';

/** A set of labelled images. */
export interface Dataset {
  readonly id: string;
  readonly label: string;
  /** One image, [H, W, C]. */
  readonly image: ImageShape;
  /** The names of the classes, in the order of their labels. */
  readonly classes: readonly string[];
  /** How many images there are to train on, and how many to validate with. */
  readonly train: number;
  readonly test: number;
}

/** The data sets that this version knows, by id. */
export const DATASETS: readonly Dataset[] = [
  {
    id: 'fashion-mnist',
    label: 'Fashion-MNIST',
    image: [28, 28, 1],
    classes: ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
    train: 60_000,
    test: 10_000,
  },
];

/** The data set of this id, or `undefined` for one that this version does not know. */
export function datasetOf(id: string): Dataset | undefined {
  return DATASETS.find((dataset) => dataset.id === id);
}
