import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejection } from '../../../../shared/i18n/testing';
import type { Source } from './bytes';
import { DataError, type DataErrorCode } from './error';
import { readImageSet, readImages, readLabels } from './idx';

/** An IDX file of bytes. */
function idx(axes: readonly number[], values: ArrayLike<number>, type = 0x08): Uint8Array {
  const header = Buffer.alloc(4 + 4 * axes.length);
  header.set([0, 0, type, axes.length]);
  for (const [axis, length] of axes.entries()) header.writeUInt32BE(length, 4 + 4 * axis);
  return Buffer.concat([header, Uint8Array.from(values)]);
}

const count = (length: number) => Array.from({ length }, (_, index) => index % 251);
const file = (bytes: Uint8Array, name = 'train-images-idx3-ubyte'): Source => ({ name, bytes });

/** The error of some work, whose sentences are whole in both languages. */
async function errorOf(work: Promise<unknown>): Promise<DataError> {
  const error = await rejection(work, DataError);
  for (const lang of ['en', 'es'] as const) expect(error.text[lang]).not.toMatch(/[{}]|undefined|\[object/);
  return error;
}

async function refuses(work: Promise<unknown>, code: DataErrorCode, values: DataError['values'] = {}): Promise<DataError> {
  const error = await errorOf(work);
  expect(error).toMatchObject({ code, values });
  return error;
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'patchbay-idx-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('reading IDX', () => {
  it('reads grey images, packed or not, from memory and from files', async () => {
    const bytes = idx([3, 2, 4], count(24));
    for (const content of [bytes, gzipSync(bytes)]) {
      const name = path.join(folder, 'images');
      await writeFile(name, content);
      for (const source of [file(content), name]) {
        const read = await readImages(source);
        expect(read).toEqual({ images: Uint8Array.from(count(24)), count: 3, size: [2, 4, 1] });
      }
    }
  });

  it('reads images with channels, and labels', async () => {
    expect((await readImages(file(idx([2, 2, 2, 3], count(24))))).size).toEqual([2, 2, 3]);
    expect(await readLabels(file(idx([4], [3, 1, 0, 9])))).toEqual(Uint8Array.of(3, 1, 0, 9));
  });

  it('reads gzip in several members, as `cat` makes it', async () => {
    const bytes = idx([3, 2, 4], count(24));
    const members = [bytes.subarray(0, 10), bytes.subarray(10)].map((part) => gzipSync(part));
    expect((await readImages(file(Buffer.concat(members)))).count).toBe(3);
  });

  it('puts images and labels together, with as many classes as the labels count to', async () => {
    const pair = { images: file(idx([3, 2, 4], count(24))), labels: file(idx([3], [0, 4, 2])) };
    const set = await readImageSet(pair);
    expect(set).toMatchObject({ count: 3, size: [2, 4, 1], classes: ['0', '1', '2', '3', '4'] });
    expect((await readImageSet(pair, ['a', 'b', 'c', 'd', 'e'])).classes).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('refusing IDX', () => {
  const good = idx([3, 2, 4], count(24));

  it('says what is missing of a file that is cut short, wherever that is', async () => {
    for (let length = 16; length < good.length; length++) {
      const error = await refuses(readImages(file(good.subarray(0, length))), 'truncated', { found: length, expected: 40 });
      expect(error.message).toBe(
        `train-images-idx3-ubyte is incomplete: its header announces 3×2×4, 40 bytes, and there are ${length}. Download or copy it again.`,
      );
      await refuses(readImages(file(gzipSync(good.subarray(0, length)))), 'truncated', { found: length, expected: 40 });
    }
    for (let length = 4; length < 16; length++) await refuses(readImages(file(good.subarray(0, length))), 'truncated');
    for (let length = 0; length < 4; length++) await refuses(readImages(file(good.subarray(0, length))), 'notIdx');
  });

  it('says that gzip is cut short or damaged', async () => {
    const packed = gzipSync(
      idx(
        [300, 28, 28],
        Array.from({ length: 300 * 784 }, (_, index) => (index * index * 31) % 253),
      ),
    );
    for (const length of [10, 20, 1_000, packed.length - 9, packed.length - 1])
      await refuses(readImages(file(packed.subarray(0, length))), 'truncatedGzip');
    const broken = Buffer.from(packed);
    broken.fill(0x55, 400, 420);
    await refuses(readImages(file(broken)), 'corruptGzip');
    const sum = Buffer.from(packed);
    sum[packed.length - 6] = (sum[packed.length - 6] ?? 0) ^ 1;
    await refuses(readImages(file(sum)), 'corruptGzip', { reason: 'Z_DATA_ERROR' });
  });

  it('refuses bytes behind the end', async () => {
    await refuses(readImages(file(Buffer.concat([good, Uint8Array.of(0)]))), 'trailing', { expected: 40 });
    await refuses(readImages(file(gzipSync(Buffer.concat([good, Uint8Array.of(0)])))), 'trailing');
    await refuses(readLabels(file(idx([2], [1, 2, 3]))), 'trailing');
  });

  it('refuses what is not IDX, or not of bytes', async () => {
    await refuses(readImages(file(Buffer.from('PNG and so on'))), 'notIdx', { found: '50 4e 47 20' });
    await refuses(readImages(file(Buffer.from([0, 1, 8, 3]))), 'notIdx');
    await refuses(readImages(file(new Uint8Array(0))), 'notIdx', { found: '–' });
    await refuses(readImages(file(gzipSync(''))), 'notIdx');
    await refuses(readImages(file(idx([1, 1, 1], [0, 0, 0, 0], 0x0d))), 'idxType', { type: 'float32' });
  });

  it('tells images and labels apart', async () => {
    await refuses(readImages(file(idx([3], [0, 1, 2]))), 'imagesExpected');
    await refuses(readLabels(file(good)), 'labelsExpected', { axes: 3 });
    await refuses(readImageSet({ images: file(idx([3], [0, 1, 2])), labels: file(good) }), 'labelsExpected');
    for (const axes of [[], [3, 8], [1, 1, 1, 1, 1]])
      await refuses(readImages(file(idx(axes, count(24)))), 'axes', { axes: axes.length });
    await refuses(readLabels(file(idx([3, 8], count(24)))), 'axes', { axes: 2 });
  });

  it('refuses what is empty', async () => {
    for (const axes of [
      [0, 28, 28],
      [3, 0, 28],
      [3, 28, 28, 0],
    ])
      await refuses(readImages(file(idx(axes, []))), 'noImages');
    await refuses(readLabels(file(idx([0], []))), 'noLabels');
  });

  it('refuses files that do not belong together, and labels beyond the classes', async () => {
    const labels = (...values: number[]) => file(idx([values.length], values), 'labels');
    await refuses(readImageSet({ images: file(good), labels: labels(0, 1) }), 'countsDiffer', { imageCount: 3, labelCount: 2 });
    const error = await refuses(readImageSet({ images: file(good), labels: labels(0, 1, 2) }, ['a', 'b']), 'labelRange');
    expect(error.message).toBe('labels: label 2 is 2, and labels go from 0 to 1. Choose the labels that belong to these images.');
  });

  it('refuses what cannot be a file, by name', async () => {
    await refuses(readImages(path.join(folder, 'nothing')), 'notFound');
    await refuses(readImages(path.join(folder, 'no\0thing')), 'notFound');
    await refuses(readImages(folder), 'folder');
    if (process.platform === 'linux') await refuses(readImages('/dev/zero'), 'notRegular');
  });

  it('stops when it is told to', async () => {
    await refuses(readImages(file(good), { signal: AbortSignal.abort() }), 'stopped');
  });
});

describe('untrusted sizes', () => {
  const claim = (...axes: number[]) => idx(axes, count(100));

  it('takes no memory on the word of a header', async () => {
    const before = process.memoryUsage().arrayBuffers;
    for (const bytes of [claim(1_300_000, 28, 28), claim(2 ** 20, 32, 32)]) {
      await refuses(readImages(file(bytes)), 'truncated', { found: 116 });
      await refuses(readImages(file(gzipSync(bytes))), 'truncated', { found: 116 });
    }
    await refuses(readImages(file(claim(2 ** 32 - 1, 28, 28))), 'oversized', { most: 2 ** 30 });
    await refuses(readImages(file(claim(2 ** 32 - 1, 4_096, 4_096, 1_024))), 'oversized');
    await refuses(readImages(file(claim(1, 2 ** 32 - 1, 2 ** 32 - 1))), 'imageSize');
    await refuses(readImages(file(claim(1, 28, 28, 2_000))), 'imageSize');
    await refuses(readLabels(file(claim(2 ** 32 - 1))), 'oversized');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8e6);
  });

  it('unpacks no more of a gzip bomb than it asked for', async () => {
    const bomb = gzipSync(Buffer.concat([claim(10, 28, 28), Buffer.alloc(400e6)]));
    const before = process.memoryUsage().arrayBuffers;
    const start = performance.now();
    await refuses(readImages(file(bomb)), 'trailing', { expected: 7_856 });
    await refuses(readImages(file(bomb), { most: 1_000 }), 'oversized');
    await refuses(readLabels(file(bomb)), 'labelsExpected');
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16e6);
  });
});

describe('damaged bytes', () => {
  const good = idx([20, 5, 7], count(700));
  const packed = gzipSync(good);

  /** Reads bytes as images. @returns images or a DataError; anything else fails, as does a result larger than `most` */
  async function survives(bytes: Uint8Array): Promise<void> {
    try {
      const { images, count: found, size } = await readImages(file(bytes), { most: 100_000 });
      expect(images.length).toBe(found * size[0] * size[1] * size[2]);
      expect(images.length).toBeLessThanOrEqual(100_000);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
    }
    await readLabels(file(bytes), { most: 100_000 }).catch((error: unknown) => {
      if (!(error instanceof DataError)) throw error;
    });
  }

  const damage = (bytes: Uint8Array) =>
    fc
      .record({
        changes: fc.array(fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) }), { maxLength: 6 }),
        // Most of the header's bytes matter.
        head: fc.array(fc.record({ at: fc.nat(19), to: fc.nat(255) }), { maxLength: 2 }),
        length: fc.oneof(fc.constant(bytes.length), fc.nat(bytes.length)),
        tail: fc.uint8Array({ maxLength: 40 }),
      })
      .map(({ changes, head, length, tail }) => {
        const copy = Buffer.from(bytes);
        for (const { at, to } of [...changes, ...head]) copy[at] = to;
        return Buffer.concat([copy.subarray(0, length), tail]);
      });

  it('gives a DataError or images for any change of an IDX file', async () => {
    await fc.assert(fc.asyncProperty(damage(good), survives), { numRuns: 3_000 });
  });

  it('gives a DataError or images for any change of a gzip file', async () => {
    await fc.assert(fc.asyncProperty(damage(packed), survives), { numRuns: 3_000 });
  });

  it('gives a DataError or images for a damaged IDX file in whole gzip', async () => {
    await fc.assert(
      fc.asyncProperty(
        damage(good).map((bytes) => gzipSync(bytes, { level: 1 })),
        survives,
      ),
      { numRuns: 1_500 },
    );
  });

  it('gives a DataError for bytes that are nothing', async () => {
    const magic = fc.constantFrom<number[]>([], [0x1f, 0x8b], [0x1f, 0x8b, 8, 0], [0, 0, 8, 3], [0, 0, 8, 1]);
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(magic, fc.uint8Array({ maxLength: 200 })).map(([start, rest]) => Buffer.concat([Uint8Array.from(start), rest])),
        survives,
      ),
      { numRuns: 2_000 },
    );
  });

  it('is unpacked as Node unpacks it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 5_000 }), async (values) => {
        const bytes = gzipSync(idx([values.length], values));
        expect(await readLabels(file(bytes))).toEqual(new Uint8Array(gunzipSync(bytes).subarray(8)));
      }),
    );
  });
});
