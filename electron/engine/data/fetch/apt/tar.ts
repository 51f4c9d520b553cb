import type { Reader } from '../../support/bytes';
import { DataError } from '../../support/error';

/** The size of a block of a tar archive, in bytes. */
const BLOCK = 512;

/** A file to read from an archive. */
export interface Wanted {
  /** The name under which it is returned. */
  readonly name: string;
  /** The most bytes that it may have. */
  readonly most: number;
}

export interface TarLimits {
  /** The name of the archive in messages. */
  readonly archive: string;
  /** The most bytes of the archive that are read. */
  readonly most: number;
}

/**
 * Reads regular files of a tar archive, by their paths in it without a leading `./`. Nothing is written. Links, devices and paths that
 * lead out of the archive are not returned. Sizes are checked before memory is allocated, and reading ends once every wanted name is
 * found.
 * @throws DataError packageDamaged, packageTooLarge
 */
export async function readTar(
  reader: Reader,
  wanted: ReadonlyMap<string, Wanted>,
  { archive, most }: TarLimits,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = new Set([...wanted.values()].map(({ name }) => name));
  const found = new Map<string, Uint8Array>();
  const header = new Uint8Array(BLOCK);
  const damaged = () => new DataError('packageDamaged', { package: archive });
  for (let total = 0; found.size < names.size; ) {
    if ((await reader.fill(header)) < BLOCK) throw damaged();
    if (header.every((byte) => byte === 0)) break;
    const entry = parseHeader(header);
    if (!entry) throw damaged();
    const { path, regular, size } = entry;
    const padded = Math.ceil(size / BLOCK) * BLOCK;
    total += BLOCK + padded;
    if (total > most) throw new DataError('packageTooLarge', { package: archive, file: path, most });
    const file = regular ? wanted.get(path) : undefined;
    if (!file || found.has(file.name)) {
      if ((await reader.skip(padded)) < padded) throw damaged();
      continue;
    }
    if (size > file.most) throw new DataError('packageTooLarge', { package: archive, file: path, most: file.most });
    const content = new Uint8Array(size);
    if ((await reader.fill(content)) < size || (await reader.skip(padded - size)) < padded - size) throw damaged();
    found.set(file.name, content);
  }
  return found;
}

interface Entry {
  readonly path: string;
  readonly regular: boolean;
  /** The bytes of its content; Infinity for a size that is not in octal digits, as one above 8 GB. */
  readonly size: number;
}

/** The fields of a header, by place and length. @see POSIX.1-1988, ustar */
const FIELDS = {
  name: [0, 100],
  size: [124, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 6],
  prefix: [345, 155],
} as const;

/** The content of a header; `undefined` for bytes that are not a header. */
function parseHeader(header: Uint8Array): Entry | undefined {
  const field = (name: keyof typeof FIELDS) => header.subarray(FIELDS[name][0], FIELDS[name][0] + FIELDS[name][1]);
  const text = (name: keyof typeof FIELDS) => new TextDecoder().decode(field(name)).split('\0', 1)[0] ?? '';
  const [first, length] = FIELDS.checksum;
  // The checksum is made with spaces in its own place.
  const sum = header.reduce((total, byte, at) => total + (at >= first && at < first + length ? 32 : byte), 0);
  if (octal(text('checksum')) !== sum) return undefined;
  const binary = ((field('size')[0] ?? 0) & 0x80) !== 0;
  const size = binary ? Number.POSITIVE_INFINITY : octal(text('size'));
  if (size === undefined) return undefined;
  // GNU's own format has other things in the place of the prefix.
  const prefix = text('magic') === 'ustar' ? text('prefix') : '';
  const path = `${prefix === '' ? '' : `${prefix}/`}${text('name')}`.replace(/^\.\//, '');
  return { path, regular: text('type') === '0' || text('type') === '', size };
}

function octal(text: string): number | undefined {
  const digits = text.trim();
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}
