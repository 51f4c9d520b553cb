import { type ImageShape, volume } from '../../../../shared/layers/support/shape';
import type { PixelScale } from '../../../../shared/training/config';

/** Labelled images in memory. */
export interface ImageSet {
  /** [count, H, W, C], image by image and row by row, 0 to 255. */
  readonly images: Uint8Array;
  /** [count], each an index into `classes`. */
  readonly labels: Uint8Array;
  readonly count: number;
  /** One image, [H, W, C]. */
  readonly size: ImageShape;
  /** The names of the classes, in the order of their labels. */
  readonly classes: readonly string[];
}

/** The pixels of one image, [H, W, C], without copying them. @throws RangeError where there is no such image */
export function imageAt({ images, count, size }: ImageSet, index: number): Uint8Array {
  if (!Number.isInteger(index) || index < 0 || index >= count) throw new RangeError(`there is no image ${index} of ${count}`);
  const length = volume(size);
  return images.subarray(index * length, (index + 1) * length);
}

/** The images from `from` up to but not including `to`, without copying them; a range beyond the end is cut. */
export function slice(set: ImageSet, from: number, to: number = set.count): ImageSet {
  const first = Math.min(Math.max(0, from), set.count);
  const end = Math.min(Math.max(first, to), set.count);
  const length = volume(set.size);
  return {
    ...set,
    images: set.images.subarray(first * length, end * length),
    labels: set.labels.subarray(first, end),
    count: end - first,
  };
}

/** The images of these indices, in this order, copied. @throws RangeError where there is no such image */
export function pick(set: ImageSet, indices: Uint32Array): ImageSet {
  const length = volume(set.size);
  const images = new Uint8Array(indices.length * length);
  const labels = new Uint8Array(indices.length);
  indices.forEach((index, place) => {
    images.set(imageAt(set, index), place * length);
    labels[place] = set.labels[index] ?? 0;
  });
  return { ...set, images, labels, count: indices.length };
}

/** The scaled value of each byte: a table is faster than dividing, and the same on every machine. */
const TABLES = {
  '-1': Float32Array.from({ length: 256 }, (_, value) => value / 127.5 - 1),
  '0': Float32Array.from({ length: 256 }, (_, value) => value / 255),
};

/**
 * Pixels, 0 to 255, as numbers of a scale: v/127.5 − 1 in [−1, 1], v/255 in [0, 1].
 * @param target the array to write to, of the same length; a new one by default
 */
export function scale(bytes: Uint8Array, [low]: PixelScale, target = new Float32Array(bytes.length)): Float32Array {
  const table = TABLES[low];
  for (let index = 0; index < bytes.length; index++) target[index] = table[bytes[index] ?? 0] ?? 0;
  return target;
}

/** Numbers of a scale as pixels: rounded, clamped to 0 and 255, NaN as 0. */
export function unscale(values: ArrayLike<number>, [low, high]: PixelScale): Uint8Array {
  const bytes = new Uint8ClampedArray(values.length);
  const factor = 255 / (high - low);
  for (let index = 0; index < values.length; index++) bytes[index] = ((values[index] ?? 0) - low) * factor;
  return new Uint8Array(bytes.buffer);
}
