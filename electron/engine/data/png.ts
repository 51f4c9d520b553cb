import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { nameOf, reading, type Source } from './bytes';
import { DataError } from './error';
import type { Picture } from './picture';

// PNG as in the specification of the W3C (https://www.w3.org/TR/png-3/); zlib does the hard part.

/** What is read at most: bounds on memory. */
export const PNG_LIMITS = { bytes: 2 ** 26, pixels: 2 ** 24 } as const;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const GREY = 0;
const COLOURS = 2;
const PALETTE = 3;

/** Values a pixel and how many bits one may have, by the header's type of colour. */
const TYPES: ReadonlyMap<number, { readonly values: number; readonly depths: readonly number[] }> = new Map([
  [GREY, { values: 1, depths: [1, 2, 4, 8, 16] }],
  [COLOURS, { values: 3, depths: [8, 16] }],
  [PALETTE, { values: 1, depths: [1, 2, 4, 8] }],
  [4, { values: 2, depths: [8, 16] }],
  [6, { values: 4, depths: [8, 16] }],
]);

/** A picture as the bytes of a PNG file, 8 bits a value. @throws RangeError where its data does not have its size */
export function encodePng({ width, height, channels, data }: Picture): Uint8Array {
  const length = width * channels;
  if (width < 1 || height < 1 || data.length !== length * height)
    throw new RangeError(`a picture of ${width}×${height}×${channels} does not have ${data.length} values`);
  // Each row as its difference to the one above it: in enlarged images most rows repeat.
  const rows = new Uint8Array((length + 1) * height);
  for (let row = 0; row < height; row++) {
    const to = row * (length + 1);
    rows[to] = 2;
    for (let at = 0; at < length; at++)
      rows[to + 1 + at] = (data[row * length + at] ?? 0) - (row > 0 ? (data[(row - 1) * length + at] ?? 0) : 0);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = channels === 3 ? COLOURS : GREY;
  const packed = deflateSync(rows, { level: 9 });
  return Buffer.concat([
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', packed),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, content.length + 8)), content.length + 8);
  return bytes;
}

/**
 * Reads a PNG file of any kind: one channel where it is grey, else red, green and blue; where it lets through, white shows.
 * @throws DataError where it is no PNG, damaged, or too large
 */
export async function readPng(source: Source): Promise<Picture> {
  const file = nameOf(source);
  const { bytes: most } = PNG_LIMITS;
  const bytes = await reading(source, async (reader) => {
    const room = new Uint8Array(Math.min(reader.most, most));
    const found = await reader.fill(room);
    const more = await reader.skip(1);
    if (more > 0) throw new DataError('tooLarge', { file, found: reader.most, most });
    return room.subarray(0, found);
  });
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) throw new DataError('jpeg', { file });
  if (SIGNATURE.some((byte, at) => bytes[at] !== byte)) throw new DataError('notPng', { file });
  return draw(partsOf(bytes, file), file);
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly type: number;
  /** Values a pixel. */
  readonly values: number;
  readonly interlaced: boolean;
}

interface Parts {
  readonly header: Header;
  readonly palette: Uint8Array;
  /** The palette's opacities, or the one grey or colour that is seen through. */
  readonly clear: Uint8Array;
  readonly packed: Uint8Array;
}

const damaged = (file: string, reason: string, cause?: unknown) => new DataError('badPng', { file, reason }, { cause });

/** Takes a file apart. Parts that do not bear on the pixels are passed over, whatever they hold. */
function partsOf(bytes: Uint8Array, file: string): Parts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const packed: Uint8Array[] = [];
  let header: Header | undefined;
  let palette: Uint8Array = new Uint8Array(0);
  let clear: Uint8Array = new Uint8Array(0);
  for (let at = SIGNATURE.length; ; ) {
    if (at + 12 > bytes.length) throw damaged(file, 'IEND');
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 8 + length;
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) throw damaged(file, type);
    const content = bytes.subarray(at + 8, end);
    if (!header) header = headerOf(type, content, file);
    else if (type === 'PLTE') palette = content;
    else if (type === 'tRNS') clear = content;
    else if (type === 'IDAT') packed.push(content);
    else if (type === 'IEND') return { header, palette, clear, packed: Buffer.concat(packed) };
    at = end + 4;
  }
}

function headerOf(name: string, content: Uint8Array, file: string): Header {
  if (name !== 'IHDR' || content.length !== 13) throw damaged(file, 'IHDR');
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth = 0, type = 0, compression, filter, interlacing = 0] = content.subarray(8);
  const known = TYPES.get(type);
  if (width === 0 || height === 0 || !known?.depths.includes(depth) || compression !== 0 || filter !== 0 || interlacing > 1)
    throw damaged(file, 'IHDR');
  const { pixels: most } = PNG_LIMITS;
  if (width * height > most) throw new DataError('pictureSize', { file, size: [height, width], most });
  return { width, height, depth, type, values: known.values, interlaced: interlacing === 1 };
}

/** Which pixels a pass holds: every so many columns and rows from the first on. */
interface Pass {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly down: number;
}

const WHOLE: readonly Pass[] = [{ left: 0, top: 0, right: 1, down: 1 }];

/** The seven passes of an interlaced picture (Adam7). */
const PASSES: readonly Pass[] = [
  { left: 0, top: 0, right: 8, down: 8 },
  { left: 4, top: 0, right: 8, down: 8 },
  { left: 0, top: 4, right: 4, down: 8 },
  { left: 2, top: 0, right: 4, down: 4 },
  { left: 0, top: 2, right: 2, down: 4 },
  { left: 1, top: 0, right: 2, down: 2 },
  { left: 0, top: 1, right: 1, down: 2 },
];

function draw({ header, palette, clear, packed }: Parts, file: string): Picture {
  const { width, height, depth, type, values } = header;
  const passes = (header.interlaced ? PASSES : WHOLE).map((pass) => {
    const columns = Math.ceil((width - pass.left) / pass.right);
    // A pass without columns has no rows either.
    const rows = columns > 0 ? Math.max(0, Math.ceil((height - pass.top) / pass.down)) : 0;
    return { ...pass, columns, rows, length: Math.ceil((columns * values * depth) / 8) };
  });
  const expected = passes.reduce((sum, { rows, length }) => sum + rows * (length + 1), 0);
  const lines = unpack(packed, expected, file);
  const channels = type === GREY || type === 4 ? 1 : 3;
  const picture: Picture = { width, height, channels, data: new Uint8Array(width * height * channels) };
  const pixel = pixelReader(header, palette, clear, file);
  const colour = new Uint8Array(4);
  let from = 0;
  for (const { left, top, right, down, columns, rows, length } of passes) {
    let above: Uint8Array = new Uint8Array(length);
    for (let row = 0; row < rows; row++) {
      const line = lines.subarray(from + 1, from + 1 + length);
      undo(lines[from] ?? 0, line, above, Math.max(1, (values * depth) >> 3), file);
      for (let column = 0; column < columns; column++) {
        pixel(line, column, colour);
        const at = ((top + row * down) * width + left + column * right) * channels;
        // On white.
        const opacity = (colour[3] ?? 0) / 255;
        for (let channel = 0; channel < channels; channel++)
          picture.data[at + channel] = Math.round(255 + opacity * ((colour[channel] ?? 0) - 255));
      }
      above = line;
      from += length + 1;
    }
  }
  return picture;
}

/** The lines of all passes; no more of them than there should be are ever unpacked. */
function unpack(packed: Uint8Array, expected: number, file: string): Uint8Array {
  let lines: Uint8Array;
  try {
    lines = inflateSync(packed, { maxOutputLength: expected });
  } catch (error) {
    throw damaged(file, 'IDAT', error);
  }
  if (lines.length < expected) throw damaged(file, 'IDAT');
  return lines;
}

/** Undoes a line's filter, in place. `step` is how many bytes before it the value to the left has its like. */
function undo(filter: number, line: Uint8Array, above: Uint8Array, step: number, file: string): void {
  if (filter > 4) throw damaged(file, 'IDAT');
  for (let at = 0; filter > 0 && at < line.length; at++) {
    const left = at < step ? 0 : (line[at - step] ?? 0);
    const up = above[at] ?? 0;
    const corner = at < step ? 0 : (above[at - step] ?? 0);
    const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
    line[at] = (line[at] ?? 0) + guess;
  }
}

/** Which of the three is nearest to left + up − corner. */
function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Reads a pixel of a line as red, green, blue and opacity, 0 to 255 each; grey stands in the first three. */
function pixelReader(
  { depth, type, values }: Header,
  palette: Uint8Array,
  clear: Uint8Array,
  file: string,
): (line: Uint8Array, column: number, colour: Uint8Array) => void {
  const most = 2 ** depth - 1;
  const raw = (line: Uint8Array, index: number) => {
    if (depth === 8) return line[index] ?? 0;
    if (depth === 16) return (line[2 * index] ?? 0) * 256 + (line[2 * index + 1] ?? 0);
    const bit = index * depth;
    return ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most;
  };
  if (type === PALETTE)
    return (line, column, colour) => {
      const entry = raw(line, column);
      if (3 * entry + 3 > palette.length) throw damaged(file, 'PLTE');
      colour.set(palette.subarray(3 * entry, 3 * entry + 3));
      colour[3] = clear[entry] ?? 255;
    };
  // One grey or colour, two bytes a value, may be seen through.
  const through =
    clear.length >= 2 * values
      ? Array.from({ length: values }, (_, at) => (clear[2 * at] ?? 0) * 256 + (clear[2 * at + 1] ?? 0))
      : [];
  const colours = values >= 3 ? 3 : 1;
  return (line, column, colour) => {
    let hidden = through.length > 0;
    for (let value = 0; value < values; value++) {
      const found = raw(line, column * values + value);
      hidden &&= found === through[value];
      const byte = depth === 8 ? found : Math.round((found * 255) / most);
      if (value === colours) colour[3] = byte;
      else if (colours === 3) colour[value] = byte;
      else colour.fill(byte, 0, 3);
    }
    if (values === colours) colour[3] = hidden ? 0 : 255;
  };
}
