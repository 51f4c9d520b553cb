import type { PixelScale } from '../../../shared/training/config';
import { type ImageSet, pick, scale } from '../data/images';
import type { Batch } from './trainer';

/** The images at some places of a set, scaled, with their labels. */
export function gather(set: ImageSet, places: Uint32Array, pixels: PixelScale): Batch {
  const { images, labels, count } = pick(set, places);
  return { images: scale(images, pixels), labels, count };
}

/** The numbers from … to − 1. */
export function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, index) => from + index);
}
