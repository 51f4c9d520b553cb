import { inflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { PictureError } from './error';
import type { Picture } from './picture';

/** Bounds on the memory that a PNG file takes. */
export const PNG_LIMITS = { bytes: 2 ** 26, pixels: 2 ** 24 } as const;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Types of colour of the header: one value a pixel, grey or grey with opacity. */
const GREYS = [0, 4];

/** Values a pixel, by the header's type of colour. */
const VALUES: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/** A picture as the bytes of a PNG file, 8 bits a value. @throws RangeError where its data does not have its size */
export function encodePng({ width, height, channels, data }: Picture): Uint8Array {
  if (width < 1 || height < 1 || data.length !== width * height * channels)
    throw new RangeError(`a picture of ${width}×${height}×${channels} does not have ${data.length} values`);
  const png = new PNG({ width, height });
  png.data = Buffer.from(data.buffer, data.byteOffset, data.length);
  const colorType = channels === 3 ? 2 : 0;
  // Filter 2 takes the difference to the row above: in enlarged images most rows repeat.
  return PNG.sync.write(png, {
    ...{ colorType, inputColorType: colorType, inputHasAlpha: false },
    ...{ filterType: 2, deflateLevel: 9, deflateStrategy: 0 },
  });
}

/**
 * Decodes a PNG file of any kind: one channel for grey, else red, green and blue; white shows through transparency.
 * @param file the file's name in messages
 * @throws PictureError where it is no PNG, damaged, or too large: sizes are checked before memory is taken
 */
export function decodePng(bytes: Uint8Array, file: string): Picture {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) throw new PictureError('jpeg', { file });
  if (SIGNATURE.some((byte, at) => bytes[at] !== byte)) throw new PictureError('notPng', { file });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const { width, height, colorType } = checkedHeader(buffer, file);
  let rgba: Uint8Array;
  try {
    rgba = PNG.sync.read(buffer).data;
  } catch (error) {
    throw damaged(file, error);
  }
  const channels = GREYS.includes(colorType) ? 1 : 3;
  const data = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const opacity = (rgba[4 * pixel + 3] ?? 0) / 255;
    for (let channel = 0; channel < channels; channel++)
      data[pixel * channels + channel] = Math.round(255 + opacity * ((rgba[4 * pixel + channel] ?? 0) - 255));
  }
  return { width, height, channels, data };
}

const damaged = (file: string, error: unknown) =>
  new PictureError('badPng', { file, reason: error instanceof Error ? error.message : String(error) }, { cause: error });

interface Header {
  readonly width: number;
  readonly height: number;
  readonly colorType: number;
}

/** Reads the header, and compares the size that it announces with the limits. */
function checkedHeader(bytes: Buffer, file: string): Header {
  // Signature (8 bytes), length of the chunk (4), IHDR (4), its content (13).
  const values = VALUES.get(bytes[25] ?? -1);
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR' || values === undefined)
    throw damaged(file, new Error('IHDR'));
  const [width, height, depth, colorType] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24] ?? 0, bytes[25] ?? 0];
  if (width === 0 || height === 0) throw damaged(file, new Error('IHDR'));
  const { pixels } = PNG_LIMITS;
  if (width * height > pixels) throw new PictureError('pictureSize', { file, size: [height, width], most: pixels });
  const [headers, data] = [chunksOf(bytes, 'IHDR'), chunksOf(bytes, 'IDAT')];
  // pngjs would take its sizes from a second header.
  if (headers.length > 1) throw damaged(file, new Error('IHDR'));
  const rows = (Math.ceil((width * values * depth) / 8) + 1) * height;
  // The seven passes of an interlaced image have more rows, each with its filter.
  const [least, most] = bytes[28] === 0 ? [rows, rows] : [0, rows + 4 * height + 32];
  checkInflated(Buffer.concat(data), least, most, file);
  return { width, height, colorType };
}

/** The contents of all chunks of a type. */
function chunksOf(bytes: Buffer, type: string): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = SIGNATURE.length; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString('latin1', at + 4, at + 8) === type) found.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  return found;
}

/**
 * Inflates image data, and refuses less or more bytes than there may be: pngjs 7 inflates without a bound where an image is
 * interlaced, and else fills up missing data with whatever the memory has.
 * @throws PictureError
 */
function checkInflated(packed: Buffer, least: number, most: number, file: string): void {
  try {
    if (inflateSync(packed, { maxOutputLength: most }).length < least) throw new Error('IDAT');
  } catch (error) {
    throw damaged(file, error);
  }
}
