import type { LocalizedText } from '../../../../shared/i18n/i18n';
import { DataError } from './error';
import { type ImageSet, pick, slice } from './images';
import { Random } from './random';

export const TRAINING: LocalizedText = { en: 'the training set', es: 'el conjunto de entrenamiento' };
export const VALIDATION: LocalizedText = { en: 'the validation set', es: 'el conjunto de validación' };

/** The part of a data set's options that divides it into images to train on and images to validate with. */
interface Division {
  readonly train?: number | undefined;
  readonly val?: number | undefined;
  readonly validation: 'test' | number;
  readonly seed: number;
}

/** The stream of random numbers that chooses the training images that validate. */
const HELD_OUT = 1;

/** Divides `count` training images into those to train on and those that validate: a function of the seed and of the count. @throws DataError noneLeft */
export function divide(
  count: number,
  part: number,
  seed: number,
): { readonly train: Uint32Array; readonly validation: Uint32Array } {
  const held = Math.max(1, Math.round(part * count));
  if (held >= count) throw new DataError('noneLeft', { count, part: TRAINING });
  const order = new Random(seed, HELD_OUT).permutation(count);
  return { train: order.subarray(held), validation: order.subarray(0, held) };
}

/** The number of images of a part that are used. @throws DataError `fewer` where there are fewer than are asked for */
export function countOf(found: number, wanted: number | undefined, part: LocalizedText): number {
  if (wanted !== undefined && wanted > found) throw new DataError('fewer', { found, wanted, part });
  return wanted ?? found;
}

/** Divides images that were read as a run asks for. @throws DataError noneLeft, fewer */
export function divided(
  { train, test }: { readonly train: ImageSet; readonly test: ImageSet | undefined },
  { validation, seed, train: wanted, val }: Division,
): { readonly train: ImageSet; readonly validation: ImageSet } {
  if (validation === 'test') {
    if (!test) throw new Error('the test images were not read');
    return {
      train: slice(train, 0, countOf(train.count, wanted, TRAINING)),
      validation: slice(test, 0, countOf(test.count, val, VALIDATION)),
    };
  }
  const order = divide(train.count, validation, seed);
  return {
    train: pick(train, order.train.subarray(0, countOf(order.train.length, wanted, TRAINING))),
    validation: pick(train, order.validation.subarray(0, countOf(order.validation.length, val, VALIDATION))),
  };
}
