import { type FileHandle, open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { systemCode } from '../../../files/system-error';
import { asDataError, DataError, named } from './error';

/** A source of bytes: the path of a file, or bytes in memory with a name for messages. */
export type Source = string | { readonly name: string; readonly bytes: Uint8Array };

/** The name of a source in messages. */
export const nameOf = (source: Source) => named(typeof source === 'string' ? source : source.name);

/** The largest ratio of deflate: it bounds the content of a compressed file by the file's size. */
const MOST_INFLATION = 1_032;

/** The bytes that are read from a file at once. */
const PIECE = 2 ** 18;

/** A sequential reader that decompresses gzip, and allocates no more memory than is asked for. */
export interface Reader {
  /** An upper bound of the unpacked size in bytes; for gzip, far above the real one. */
  readonly most: number;
  /** Fills `target`. @returns the number of bytes read, less than its length only at the end */
  fill(target: Uint8Array): Promise<number>;
  /** Skips the next `most` bytes. @returns the number of bytes skipped */
  skip(most: number): Promise<number>;
}

/**
 * Opens a reader of the source's content, unpacked if it is gzip, and closes the source after `work`.
 * @throws DataError where the source cannot be read, is not a regular file, or is damaged gzip
 */
export async function reading<T>(source: Source, work: (reader: Reader) => Promise<T>, signal?: AbortSignal): Promise<T> {
  if (typeof source !== 'string') return unpacking(piecesOf(source.bytes), source.bytes.length, nameOf(source), work, signal);
  try {
    const stats = await stat(source);
    // Opening a named pipe would wait for a writer.
    if (stats.isDirectory()) throw new DataError('folder', { file: named(source) });
    if (!stats.isFile()) throw new DataError('notRegular', { file: named(source) });
    const handle = await open(source, 'r');
    try {
      return await unpacking(piecesOfFile(handle), stats.size, named(source), work, signal);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw asDataError(error, source, 'read');
  }
}

/**
 * Reads a whole source, unpacked if it is gzip.
 * @throws DataError tooLarge where it has more than `most` bytes, or as `reading` does
 */
export function readWhole(source: Source, most: number): Promise<Uint8Array> {
  return reading(source, async (reader) => {
    const room = new Uint8Array(Math.min(reader.most, most));
    const found = await reader.fill(room);
    if ((await reader.skip(1)) > 0) throw new DataError('tooLarge', { file: nameOf(source), found: reader.most, most });
    return room.subarray(0, found);
  });
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE);
}

async function* piecesOfFile(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(PIECE), 0, PIECE);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

async function unpacking<T>(
  pieces: AsyncIterable<unknown> | Iterable<unknown>,
  size: number,
  name: string,
  work: (reader: Reader) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const raw = new Pieces(pieces, signal);
  const zipped = await isGzip(raw);
  if (!zipped) return work(readerOf(raw, size));
  const gunzip = createGunzip({ chunkSize: PIECE });
  // Each ends with the other; reading from `gunzip` throws the errors of both.
  const flow = pipeline(Readable.from(raw.rest(), { objectMode: true }), gunzip).catch(() => undefined);
  try {
    return await work(readerOf(new Pieces(gunzip, signal), size * MOST_INFLATION));
  } catch (error) {
    throw asGzipError(error, name);
  } finally {
    gunzip.destroy();
    await flow;
  }
}

async function isGzip(pieces: Pieces): Promise<boolean> {
  const [first, second] = await pieces.peek(2);
  return first === 0x1f && second === 0x8b;
}

function asGzipError(error: unknown, file: string): unknown {
  const code = systemCode(error);
  if (!code?.startsWith('Z_')) return error;
  if (code === 'Z_BUF_ERROR') return new DataError('truncatedGzip', { file }, { cause: error });
  return new DataError('corruptGzip', { file, reason: code }, { cause: error });
}

/** A reader of a stream of bytes. */
export function readerOfStream(stream: AsyncIterable<unknown>): Reader {
  return readerOf(new Pieces(stream, undefined), Number.POSITIVE_INFINITY);
}

function readerOf(pieces: Pieces, most: number): Reader {
  return {
    most,
    fill: async (target) => {
      let filled = 0;
      while (filled < target.length) {
        const piece = await pieces.next(target.length - filled);
        if (!piece) break;
        target.set(piece, filled);
        filled += piece.length;
      }
      return filled;
    },
    skip: async (most) => {
      let skipped = 0;
      while (skipped < most) {
        const piece = await pieces.next(most - skipped);
        if (!piece) break;
        skipped += piece.length;
      }
      return skipped;
    },
  };
}

/** The chunks of a stream, cut to the sizes that are asked for. */
class Pieces {
  private left: Uint8Array = new Uint8Array(0);
  private readonly source: AsyncIterator<unknown> | Iterator<unknown>;

  constructor(
    source: AsyncIterable<unknown> | Iterable<unknown>,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.source = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /** The next bytes, from one to `most`; `undefined` at the end. */
  async next(most: number): Promise<Uint8Array | undefined> {
    if (this.left.length === 0) this.left = await this.pull();
    if (this.left.length === 0) return undefined;
    const piece = this.left.subarray(0, most);
    this.left = this.left.subarray(piece.length);
    return piece;
  }

  /** The next bytes without consuming them; fewer at the end. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.left.length < count) {
      const more = await this.pull();
      if (more.length === 0) break;
      this.left = Buffer.concat([this.left, more]);
    }
    return this.left.subarray(0, count);
  }

  async *rest(): AsyncGenerator<Uint8Array> {
    for (let piece = await this.next(PIECE); piece; piece = await this.next(PIECE)) yield piece;
  }

  /** The next chunk that is not empty; an empty one at the end. */
  private async pull(): Promise<Uint8Array> {
    for (;;) {
      if (this.signal?.aborted) throw new DataError('stopped');
      const { done, value } = await this.source.next();
      if (done) return new Uint8Array(0);
      if (!(value instanceof Uint8Array)) throw new Error('a stream of bytes gave something else');
      if (value.length > 0) return value;
    }
  }
}
