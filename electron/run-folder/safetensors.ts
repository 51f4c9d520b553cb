import { z } from 'zod';
import type { State } from './state';

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

/** Writes tensors in the order of their names, so that the same state gives the same bytes. */
export function encodeSafetensors({ tensors, metadata: texts }: Safetensors): Buffer {
  const names = [...tensors.keys()].sort();
  const entries: Record<string, unknown> = { __metadata__: texts };
  let end = 0;
  for (const name of names) {
    const tensor = tensors.get(name);
    if (!tensor) continue;
    entries[name] = { dtype: 'F32', shape: tensor.shape, data_offsets: [end, end + tensor.data.byteLength] };
    end += tensor.data.byteLength;
  }
  const text = Buffer.from(JSON.stringify(entries));
  // The tensors begin at a multiple of 8 bytes; spaces after the header fill the gap.
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = Buffer.alloc(8 + padded + end, ' ');
  bytes.writeBigUInt64LE(BigInt(padded), 0);
  text.copy(bytes, 8);
  let at = 8 + padded;
  for (const name of names) {
    const data = tensors.get(name)?.data;
    if (!data) continue;
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).copy(bytes, at);
    at += data.byteLength;
  }
  return bytes;
}

/** Reads tensors. @throws Error with the reason where the bytes are not safetensors of float32 */
export function decodeSafetensors(bytes: Buffer): Safetensors {
  if (bytes.length < 8) throw new Error('it is too short');
  const length = bytes.readBigUInt64LE(0);
  if (length > BigInt(Math.min(HEADER_LIMIT, bytes.length - 8))) throw new Error('its header is longer than the file');
  const start = 8 + Number(length);
  const { __metadata__: texts = {}, ...entries } = header.parse(JSON.parse(bytes.toString('utf8', 8, start)));
  const tensors = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  for (const [name, value] of Object.entries(entries)) {
    const {
      shape,
      data_offsets: [from, to],
    } = entry.parse(value);
    const values = shape.reduce((product, size) => product * size, 1);
    if (to - from !== values * 4 || start + to > bytes.length) throw new Error(`${name} does not lie where its header says`);
    // A copy, since the bytes need not lie at a multiple of 4.
    const data = new Float32Array(Uint8Array.from(bytes.subarray(start + from, start + to)).buffer);
    tensors.set(name, { shape, data });
  }
  return { tensors, metadata: metadata.parse(texts) };
}
