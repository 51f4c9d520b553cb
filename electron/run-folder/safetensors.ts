import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import type { PlainTensor, State } from './state';

/**
 * The safetensors format: the length of a header as 8 bytes, little-endian; the header, JSON that gives each tensor's type, shape
 * and place; then the tensors' bytes one after another. Any tool that reads safetensors reads our checkpoints. Float32 alone is used here.
 */

const HEADER_LIMIT = 16 * 2 ** 20;

const entry = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
const header = z.record(z.string(), z.unknown());
const metadata = z.record(z.string(), z.string());

/** Tensors, and texts that go with them. */
export interface Safetensors {
  readonly tensors: State;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The number of bytes that are read at a time. The system reads less than 2 GiB at once. */
const CHUNK = 2 ** 24;

/**
 * The bytes of a file of tensors, in the order of their names, so that the same state gives the same bytes. Each tensor is a part, and is
 * read when the one before it has been taken: all of them together would take as much memory as the model, and exceed a buffer's limit.
 */
export function* encodeSafetensors({ tensors, metadata: texts }: Safetensors): Iterable<Uint8Array> {
  const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
  const entries: Record<string, unknown> = { __metadata__: texts };
  let end = 0;
  for (const [name, { shape }] of sorted) {
    const bytes = 4 * countOf(shape);
    entries[name] = { dtype: 'F32', shape, data_offsets: [end, end + bytes] };
    end += bytes;
  }
  const text = Buffer.from(JSON.stringify(entries));
  // The tensors begin at a multiple of 8 bytes; spaces after the header fill the gap.
  const padded = Math.ceil(text.length / 8) * 8;
  const head = Buffer.alloc(8 + padded, ' ');
  head.writeBigUInt64LE(BigInt(padded), 0);
  text.copy(head, 8);
  yield head;
  for (const [, tensor] of sorted) {
    const { data } = tensor;
    yield new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
}

const countOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Tensors that were read, with the SHA-256 of their file. */
export type ReadSafetensors = Safetensors & { readonly sha256: string };

/**
 * Reads a file of tensors, tensor by tensor.
 * @throws Error with the reason where the bytes are not safetensors of float32, or with the system's errno
 */
export async function readSafetensors(path: string): Promise<ReadSafetensors> {
  const file = await open(path);
  try {
    return await decode(new Bytes(file, (await file.stat()).size));
  } finally {
    await file.close();
  }
}

/** The bytes of a file, from the first to the last, and their SHA-256. */
class Bytes {
  private readonly hash = createHash('sha256');
  private at = 0;

  constructor(
    private readonly file: FileHandle,
    private readonly size: number,
  ) {}

  /** The number of bytes to be read. */
  get left(): number {
    return this.size - this.at;
  }

  /** Reads as many bytes as the array has. */
  async fill<T extends Uint8Array>(bytes: T): Promise<T> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await this.file.read(bytes, done, Math.min(CHUNK, bytes.length - done), this.at);
      if (bytesRead === 0) throw new Error('it is too short');
      this.hash.update(bytes.subarray(done, done + bytesRead));
      done += bytesRead;
      this.at += bytesRead;
    }
    return bytes;
  }

  sha256(): string {
    return this.hash.digest('hex');
  }
}

type Placed = z.output<typeof entry>;

/** The order of tensors in a file. An empty one comes before the one that begins at the same byte. */
function byOffset({ data_offsets: a }: Placed, { data_offsets: b }: Placed): number {
  return a[0] - b[0] || a[1] - b[1];
}

async function decode(bytes: Bytes): Promise<ReadSafetensors> {
  if (bytes.left < 8) throw new Error('it is too short');
  const length = (await bytes.fill(Buffer.alloc(8))).readBigUInt64LE(0);
  if (length > BigInt(Math.min(HEADER_LIMIT, bytes.left))) throw new Error('its header is longer than the file');
  const text = (await bytes.fill(Buffer.alloc(Number(length)))).toString('utf8');
  const { __metadata__: texts = {}, ...entries } = header.parse(JSON.parse(text));
  const found = Object.entries(entries).map(([name, value]) => ({ name, ...entry.parse(value) }));
  const tensors = new Map<string, PlainTensor>();
  let at = 0;
  // The format has no gaps between the tensors, and nothing after them.
  for (const {
    name,
    shape,
    data_offsets: [from, to],
  } of found.sort(byOffset)) {
    const count = countOf(shape);
    if (from !== at || to - from !== count * 4 || to - from > bytes.left)
      throw new Error(`${name} does not lie where its header says`);
    const data = new Float32Array(count);
    await bytes.fill(new Uint8Array(data.buffer));
    tensors.set(name, { shape, data });
    at = to;
  }
  if (bytes.left > 0) throw new Error('it is longer than its header says');
  return { tensors, metadata: metadata.parse(texts), sha256: bytes.sha256() };
}
