import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realFashionMnist } from '../../../e2e/support/fashion-mnist';
import { needs } from '../../../e2e/support/needs';
import { rejection } from '../../../shared/i18n/testing';
import { DATASET_IDS, datasetOf } from '../../../shared/training/datasets/index';
import type { Surroundings } from '../system/surroundings';
import { openDataset, openOrFallBack } from './open';
import { SOURCES } from './sources/index';
import type { OpenOptions } from './sources/source';
import { DataError } from './support/error';
import { type ImageSet, imageAt } from './support/images';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'patchbay-open-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A machine without Fashion-MNIST and without a network. */
const nothing = (): Pick<OpenOptions, 'where' | 'offline'> => {
  const where: Surroundings = { env: { XDG_CACHE_HOME: path.join(root, 'cache') }, platform: 'win32', home: root, cwd: root };
  return { where, offline: true };
};

const few = { train: 60, val: 30, validation: 'test', seed: 1 } as const;

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await rejection(work, DataError);
  for (const lang of ['en', 'es'] as const) expect(error.text[lang]).not.toMatch(/[{}]|undefined|\[object/);
  return error.code;
}

const keys = (set: ImageSet) =>
  Array.from({ length: set.count }, (_, index) => Buffer.from(imageAt(set, index)).toString('base64'));

describe('the data sources', () => {
  it('are those that the page knows, one file each', async () => {
    expect(SOURCES.map(({ id }) => id)).toEqual(DATASET_IDS);
    const files = await readdir(new URL('./sources/', import.meta.url));
    const entries = files.filter((name) => !/^(index|source)\.ts$|\.test\.ts$/.test(name));
    expect(entries).toHaveLength(SOURCES.length);
  });
});

describe('the generated garments', () => {
  it('are opened without anything, and say what they are', async () => {
    const { train, validation, source, real: isReal, notes } = await openDataset('synthetic', few);
    expect([train.count, validation.count]).toEqual([60, 30]);
    expect(isReal).toBe(false);
    expect(source.en).toContain('not Fashion-MNIST');
    expect(source.es).toContain('no es Fashion-MNIST');
    expect(notes).toEqual([]);
    expect(new Set([...keys(train), ...keys(validation)]).size).toBe(90);
  });

  it('tell how far the drawing is, and can be stopped', async () => {
    const told: number[] = [];
    await openDataset('synthetic', { ...few, train: 2_500, onProgress: ({ done, total }) => told.push(done, total ?? 0) });
    expect(told).toEqual([1_000, 2_530, 2_000, 2_530, 2_530, 2_530]);
    expect(await codeOf(openDataset('synthetic', { ...few, train: 50_000, signal: AbortSignal.timeout(30) }))).toBe('stopped');
  });

  it('are drawn as they are divided where a part of them validates', async () => {
    const open = (train: number, val: number) => openDataset('synthetic', { train, val, validation: 0.1, seed: 3 });
    const [some, more] = [await open(50, 20), await open(300, 200)];
    expect(keys(some.train)).toEqual(keys(more.train).slice(0, 50));
    expect([...some.validation.labels]).toEqual([...more.validation.labels.subarray(0, 20)]);
    expect(new Set([...keys(more.train), ...keys(more.validation)]).size).toBe(500);
  });

  it('are as many as the data set says', async () => {
    const { train, validation } = await openDataset('synthetic', { validation: 'test', seed: 0, train: 10 });
    expect([train.count, validation.count]).toEqual([10, datasetOf('synthetic')?.test]);
    for (const more of [{ train: 60_001 }, { val: 10_001 }, { train: 54_001, validation: 0.1 }])
      expect(await codeOf(openDataset('synthetic', { ...few, ...more }))).toBe('fewer');
  });
});

/** An IDX file of bytes. */
function idx(axes: readonly number[], value: (index: number) => number): Uint8Array {
  const header = Buffer.alloc(4 + 4 * axes.length);
  header.set([0, 0, 8, axes.length]);
  for (const [axis, length] of axes.entries()) header.writeUInt32BE(length, 4 + 4 * axis);
  return Buffer.concat([header, Uint8Array.from({ length: axes.reduce((a, b) => a * b) }, (_, index) => value(index))]);
}

const folderOf = (name: string) => mkdtemp(path.join(root, `${name}-`));

describe('a part of the training images that validates', () => {
  it('is left out of training, and follows from the seed alone', async () => {
    const folder = await folderOf('part');
    // Two thousand images that are all different.
    await writeFile(
      path.join(folder, 'train-images-idx3-ubyte'),
      idx([2_000, 1, 2], (at) => (at % 2 === 0 ? at >> 9 : (at >> 1) & 255)),
    );
    await writeFile(
      path.join(folder, 'train-labels-idx1-ubyte'),
      idx([2_000], (index) => index % 10),
    );
    const open = (seed: number, more: Partial<OpenOptions> = {}) =>
      openDataset('idx', { folder, validation: 0.1, seed, ...more });
    const [one, again, other] = [await open(1), await open(1, { train: 100, val: 50 }), await open(2)];
    expect([one.train.count, one.validation.count]).toEqual([1_800, 200]);
    const held = new Set(keys(one.validation));
    expect(held.size).toBe(200);
    expect(new Set(keys(one.train)).size).toBe(1_800);
    expect(keys(one.train).some((key) => held.has(key))).toBe(false);
    expect(keys(again.validation)).toEqual(keys(one.validation).slice(0, 50));
    expect(keys(again.train)).toEqual(keys(one.train).slice(0, 100));
    expect(keys(other.validation).filter((key) => held.has(key)).length).toBeLessThan(60);
    // Every class is among them, and each image has kept its label.
    for (let label = 0; label < 10; label++)
      expect(one.validation.labels.filter((found) => found === label).length).toBeGreaterThan(5);
    for (let index = 0; index < 200; index++) {
      const [high = 0, low = 0] = imageAt(one.validation, index);
      expect(one.validation.labels[index]).toBe((256 * high + low) % 10);
    }
  });
});

describe('IDX files of one’s own', () => {
  async function write(
    where: string,
    part: string,
    count: number,
    classes: number,
    size: readonly number[] = [3, 4],
  ): Promise<void> {
    await writeFile(
      path.join(where, `${part}-images-idx${size.length + 1}-ubyte.gz`),
      gzipSync(idx([count, ...size], (index) => index % 256)),
    );
    await writeFile(
      path.join(where, `${part}-labels-idx1-ubyte`),
      idx([count], (index) => index % classes),
    );
  }

  it('are opened, with the classes of both parts', async () => {
    const where = await folderOf('own');
    await write(where, 'train', 20, 3);
    await write(where, 'test', 10, 5);
    const opened = await openDataset('idx', { folder: where, validation: 'test', seed: 1, val: 4 });
    expect(opened).toMatchObject({ real: true, source: { en: `IDX files from ${where}` } });
    expect(opened.train).toMatchObject({ count: 20, size: [3, 4, 1], classes: ['0', '1', '2', '3', '4'] });
    expect(opened.validation).toMatchObject({ count: 4, classes: ['0', '1', '2', '3', '4'] });
  });

  it('need no test images where a part of the others validates', async () => {
    const where = await folderOf('train');
    await write(where, 'train', 20, 3, [2, 2, 3]);
    expect(await codeOf(openDataset('idx', { folder: where, validation: 'test', seed: 1 }))).toBe('noTest');
    const { train, validation } = await openDataset('idx', { folder: where, validation: 0.25, seed: 1 });
    expect([train.count, validation.count, train.size]).toEqual([15, 5, [2, 2, 3]]);
  });

  it('are refused where something is missing or does not fit', async () => {
    expect(await codeOf(openDataset('idx', { validation: 'test', seed: 1 }))).toBe('needsFolder');
    expect(await codeOf(openDataset('idx', { folder: path.join(root, 'none'), validation: 'test', seed: 1 }))).toBe('noFolder');
    const where = await folderOf('odd');
    expect(await codeOf(openDataset('idx', { folder: where, validation: 'test', seed: 1 }))).toBe('idxFiles');
    await write(where, 'train', 20, 3);
    await write(where, 't10k', 5, 3, [4, 3]);
    expect(await codeOf(openDataset('idx', { folder: where, validation: 'test', seed: 1 }))).toBe('sizesDiffer');
    await write(where, 'train', 1, 1);
    expect(await codeOf(openDataset('idx', { folder: where, validation: 0.5, seed: 1 }))).toBe('noneLeft');
  });
});

describe('falling back', () => {
  it('takes the generated garments where Fashion-MNIST is nowhere, and says so', async () => {
    const { id, real: isReal, notes, train } = await openOrFallBack('fashion-mnist', { ...few, ...nothing() });
    expect([id, isReal]).toEqual(['synthetic', false]);
    expect(train.count).toBe(60);
    expect(notes[0]?.en).toMatch(/^These are not the images of Fashion-MNIST .*sudo apt install dataset-fashion-mnist/s);
    expect(notes[0]?.es).toMatch(/^Estas no son las imágenes de Fashion-MNIST/);
  });

  it('happens only there', async () => {
    expect(await codeOf(openDataset('fashion-mnist', { ...few, ...nothing() }))).toBe('noDataset');
    expect(await codeOf(openOrFallBack('fashion-mnist', { ...few, folder: path.join(root, 'none') }))).toBe('noFolder');
    expect(await codeOf(openOrFallBack('fashion', few))).toBe('unknownDataset');
  });

  it('does not happen where the real images are', needs('fashionMnist'), async () => {
    const folder = path.dirname([...((await realFashionMnist())?.values() ?? [])][0] ?? '');
    const opened = await openOrFallBack('fashion-mnist', { train: 500, val: 100, validation: 'test', seed: 0, folder });
    expect(opened).toMatchObject({ real: true, notes: [], source: { en: `Fashion-MNIST from ${folder}` } });
    expect([opened.train.count, opened.validation.count]).toEqual([500, 100]);
  });
});
