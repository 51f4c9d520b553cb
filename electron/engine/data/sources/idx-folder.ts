import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { LocalizedText } from '../../../../shared/i18n/i18n';
import { OWN_DATASET } from '../../../../shared/training/datasets/index';
import { divided } from '../support/divide';
import { DataError, named } from '../support/error';
import { type IdxPair, readImageSet } from '../support/idx';
import type { ImageSet } from '../support/images';
import type { DataSource } from './source';

/** The names of the files of a user's data set, .gz or not: those of MNIST and Fashion-MNIST, with `test` for `t10k` too. */
const TRAIN = { images: ['train-images-idx3-ubyte', 'train-images-idx4-ubyte'], labels: ['train-labels-idx1-ubyte'] };
const TEST = {
  images: ['t10k-images-idx3-ubyte', 't10k-images-idx4-ubyte', 'test-images-idx3-ubyte', 'test-images-idx4-ubyte'],
  labels: ['t10k-labels-idx1-ubyte', 'test-labels-idx1-ubyte'],
};

/**
 * Reads the data set in a folder. The number of classes is the largest label of both parts plus one; they are named by their numbers.
 * @param test true to read the test images
 * @throws DataError where a file is missing or cannot be read, or where two do not belong together
 */
export async function openIdxFolder(
  folder: string,
  test: boolean,
  signal?: AbortSignal,
): Promise<{ readonly train: ImageSet; readonly test: ImageSet | undefined }> {
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw new DataError('noFolder', { file: named(folder) });
  const files = await pairOf(folder, TRAIN);
  if (typeof files === 'string') throw new DataError('idxFiles', { folder: named(folder), missing: files });
  const testFiles = test ? await pairOf(folder, TEST) : undefined;
  if (typeof testFiles === 'string') throw new DataError('noTest', { folder: named(folder), missing: testFiles });
  const train = await readImageSet(files, undefined, { signal });
  if (!testFiles) return { train, test: undefined };
  const other = await readImageSet(testFiles, undefined, { signal });
  if (other.size.some((length, axis) => length !== train.size[axis]))
    throw new DataError('sizesDiffer', {
      file: named(files.images),
      size: train.size,
      other: named(testFiles.images),
      otherSize: other.size,
    });
  // Both parts have the classes of either.
  const classes = train.classes.length >= other.classes.length ? train.classes : other.classes;
  return { train: { ...train, classes }, test: { ...other, classes } };
}

/** The two files of a part, or the name of the first one that is missing. */
async function pairOf(
  folder: string,
  { images, labels }: typeof TRAIN,
): Promise<(IdxPair & Readonly<Record<'images' | 'labels', string>>) | string> {
  const imageFile = await firstOf(folder, images);
  const labelFile = await firstOf(folder, labels);
  if (imageFile === undefined) return images[0] ?? '';
  return labelFile === undefined ? (labels[0] ?? '') : { images: imageFile, labels: labelFile };
}

async function firstOf(folder: string, names: readonly string[]): Promise<string | undefined> {
  const candidates = names.flatMap((name) => [name, name.replace('-idx', '.idx')]).flatMap((name) => [name, `${name}.gz`]);
  for (const file of candidates.map((name) => path.join(folder, name)))
    if ((await stat(file).catch(() => undefined))?.isFile()) return file;
  return undefined;
}

/** The user's own images: IDX files in a folder. */
export const idxFolder: DataSource = {
  id: OWN_DATASET,
  async open(options) {
    const { folder, validation, signal } = options;
    if (folder === undefined) throw new DataError('needsFolder');
    const parts = await openIdxFolder(folder, validation === 'test', signal);
    const source: LocalizedText = { en: `IDX files from ${named(folder)}`, es: `archivos IDX de ${named(folder)}` };
    return { ...divided(parts, options), source, notes: [] };
  },
};
