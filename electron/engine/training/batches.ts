import { permutation } from '../../../shared/plan/random';
import type { PixelScale } from '../../../shared/training/config';
import { type ImageSet, pick, scale } from '../data/support/images';
import type { Batch } from './trainer';

/**
 * The order in which an epoch takes its images: their places in the training set, a function of the run's seed and the epoch.
 * Exported scripts give the same (shared/export/support/order.ts).
 * @param epoch from 1 on
 */
export function epochOrder(seed: number, epoch: number, count: number): Uint32Array {
  return permutation({ seed, name: 'shuffle', step: epoch }, count);
}

/** The images at some places of a set, scaled, with their labels. They are copied when `images` is first read. */
export function gather(set: ImageSet, places: Uint32Array, pixels: PixelScale): Batch {
  let images: Float32Array | undefined;
  return {
    labels: Uint8Array.from(places, (place) => set.labels[place] ?? 0),
    count: places.length,
    source: { set, places, pixels },
    get images() {
      images ??= scale(pick(set, places).images, pixels);
      return images;
    },
  };
}

/** The numbers from … to − 1. */
export function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, index) => from + index);
}
