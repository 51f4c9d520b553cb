import { type ImageShape, volume } from '../../../../shared/layers/support/shape';
import { nameOf, type Reader, reading, type Source } from './bytes';
import { DataError } from './error';
import type { ImageSet } from './images';

/** Bounds on the memory that an IDX file takes, far above the data sets that a CPU trains on. */
export const IDX_LIMITS = { bytes: 2 ** 30, side: 4096, channels: 1024 } as const;

export interface IdxOptions {
  /** The most bytes of images or labels that are read, unpacked; `IDX_LIMITS.bytes` by default. */
  readonly most?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The types of values that IDX has, by the third byte of a file. */
const TYPES: ReadonlyMap<number, string> = new Map([
  [0x08, 'ubyte'],
  [0x09, 'sbyte'],
  [0x0b, 'int16'],
  [0x0c, 'int32'],
  [0x0d, 'float32'],
  [0x0e, 'float64'],
]);

/** The content of an IDX file of images. */
export interface IdxImages {
  /** [count, H, W, C], row by row. */
  readonly images: Uint8Array;
  readonly count: number;
  readonly size: ImageShape;
}

/**
 * Reads images from an IDX file of bytes, gzip or not: [n, H, W], or [n, H, W, C].
 * @throws DataError
 */
export function readImages(source: Source, options: IdxOptions = {}): Promise<IdxImages> {
  const file = nameOf(source);
  return reading(
    source,
    async (reader) => {
      const axes = await readAxes(reader, file);
      if (axes.length === 1) throw new DataError('imagesExpected', { file });
      const [count, height, width, channels = 1] = axes;
      if (count === undefined || height === undefined || width === undefined || axes.length > 4)
        throw new DataError('axes', { file, axes: axes.length });
      const size: ImageShape = [height, width, channels];
      if (count === 0 || volume(size) === 0) throw new DataError('noImages', { file, sizes: axes });
      const { side, channels: deepest } = IDX_LIMITS;
      if (height > side || width > side || channels > deepest)
        throw new DataError('imageSize', { file, size, most: [side, side, deepest] });
      return { images: await readBody(reader, file, axes, options), count, size };
    },
    options.signal,
  );
}

/**
 * Reads labels from an IDX file of bytes, gzip or not: [n].
 * @throws DataError
 */
export function readLabels(source: Source, options: IdxOptions = {}): Promise<Uint8Array> {
  const file = nameOf(source);
  return reading(
    source,
    async (reader) => {
      const axes = await readAxes(reader, file);
      if (axes.length === 3 || axes.length === 4) throw new DataError('labelsExpected', { file, axes: axes.length });
      if (axes.length !== 1) throw new DataError('axes', { file, axes: axes.length });
      if (axes[0] === 0) throw new DataError('noLabels', { file });
      return readBody(reader, file, axes, options);
    },
    options.signal,
  );
}

/** Two IDX files that belong together. */
export interface IdxPair {
  readonly images: Source;
  readonly labels: Source;
}

/**
 * Reads images with their labels.
 * @param classes the names of the classes; by default, as many as the largest label plus one, named by their numbers
 * @throws DataError where a file cannot be read, or the two do not belong together
 */
export async function readImageSet(pair: IdxPair, classes?: readonly string[], options: IdxOptions = {}): Promise<ImageSet> {
  // The small file first: what is wrong there is found out before much is read.
  const labels = await readLabels(pair.labels, options);
  const { images, count, size } = await readImages(pair.images, options);
  const file = nameOf(pair.labels);
  if (labels.length !== count)
    throw new DataError('countsDiffer', {
      images: nameOf(pair.images),
      imageCount: count,
      labels: file,
      labelCount: labels.length,
    });
  const names = classes ?? numbered(labels);
  const index = labels.findIndex((label) => label >= names.length);
  if (index >= 0) throw new DataError('labelRange', { file, index, label: labels[index] ?? 0, most: names.length - 1 });
  return { images, labels, count, size, classes: names };
}

/** '0', '1', … up to the largest label. */
function numbered(labels: Uint8Array): readonly string[] {
  const most = labels.reduce((largest, label) => Math.max(largest, label), 0);
  return Array.from({ length: most + 1 }, (_, label) => String(label));
}

/** The lengths of the axes: two zeros, the type, how many axes there are, and four bytes for each, the highest first. */
async function readAxes(reader: Reader, file: string): Promise<readonly number[]> {
  const magic = new Uint8Array(4);
  const found = await reader.fill(magic);
  const [zero, zeroToo, code = 0, rank = 0] = magic;
  if (found < 4 || zero !== 0 || zeroToo !== 0 || !TYPES.has(code))
    throw new DataError('notIdx', { file, found: hex(magic.subarray(0, found)) });
  if (code !== 0x08) throw new DataError('idxType', { file, type: TYPES.get(code) ?? '' });
  if (rank === 0 || rank > 4) throw new DataError('axes', { file, axes: rank });
  const lengths = new DataView(new ArrayBuffer(4 * rank));
  const read = await reader.fill(new Uint8Array(lengths.buffer));
  if (read < lengths.byteLength)
    throw new DataError('truncated', {
      file,
      sizes: { en: `${rank} axes`, es: `${rank} ejes` },
      expected: 4 + lengths.byteLength,
      found: 4 + read,
    });
  return Array.from({ length: rank }, (_, axis) => lengths.getUint32(4 * axis));
}

/** The values behind the header: as many as it says, no more, no fewer, and not more than can be. */
async function readBody(reader: Reader, file: string, axes: readonly number[], options: IdxOptions): Promise<Uint8Array> {
  const header = 4 + 4 * axes.length;
  const length = axes.reduce((product, axis) => product * axis, 1);
  const most = options.most ?? IDX_LIMITS.bytes;
  const told = { file, sizes: axes, expected: header + length };
  if (length > most) throw new DataError('oversized', { ...told, expected: length, most });
  // Content that the file is too small for is counted, not stored: a header alone allocates no memory.
  const short = async (found: number) => new DataError('truncated', { ...told, found: header + found });
  if (header + length > reader.most) throw await short(await reader.skip(length));
  const body = new Uint8Array(length);
  const found = await reader.fill(body);
  if (found < length) throw await short(found);
  if ((await reader.skip(1)) > 0) throw new DataError('trailing', told);
  return body;
}

function hex(bytes: Uint8Array): string {
  return bytes.length === 0 ? '–' : Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
