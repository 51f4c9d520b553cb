import type { LocalizedText } from '../../i18n/i18n';
import type { ImageShape } from '../../layers/support/shape';

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
  /** For a data set that can be downloaded: the size in bytes, and what the page of engines and data says about it. */
  readonly download?: { readonly bytes: number; readonly about: LocalizedText };
  /** The names under which Python's libraries download it; absent if they do not have it. */
  readonly python?: {
    /** The module in `keras.datasets`. */
    readonly keras: string;
    /** The class in `torchvision.datasets`, and the folder that it makes. */
    readonly torchvision: string;
  };
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
