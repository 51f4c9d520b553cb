import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { needs } from '../../../e2e/support/needs';
import { pythonWithNumpy } from '../../../e2e/support/python';
import { documentOf, graphFrom } from '../../../shared/export/examples';
import { exporterOf } from '../../../shared/export/index';
import { infer } from '../../../shared/graph/infer';
import { openDataset } from '../data/open';
import { type ImageSet, imageAt, pick } from '../data/support/images';
import { Random } from '../data/support/random';
import { epochOrder } from './batches';

const SEEDS = [0, 7, 2 ** 31, 2 ** 32 - 1];
const COUNTS = [1, 2, 100, 60_000];
const EPOCHS = [1, 2, 30, 100_000];

/** An order in short: its first numbers, and the SHA-256 of all as little-endian 32-bit integers. */
function digest(order: Iterable<number>): string {
  const places = [...order];
  const bytes = Buffer.alloc(4 * places.length);
  for (const [index, place] of places.entries()) bytes.writeUInt32LE(place, 4 * index);
  return `${places.slice(0, 5).join(' ')} ${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`;
}

describe('the order of the images, which runs of any version share', () => {
  it('depends on the seed, the epoch and the number of images', () => {
    const found = [
      ...SEEDS.map((seed) => epochOrder(seed, 1, 60_000)),
      ...EPOCHS.map((epoch) => epochOrder(7, epoch, 100)),
      ...COUNTS.map((count) => epochOrder(0, 3, count)),
    ];
    expect(found.map(digest)).toEqual([
      '34880 22550 32839 29468 6609 fe5041212dfd',
      '12928 10741 9881 22097 4698 b1b4593eedee',
      '7643 20445 4632 16522 5273 9763ef7ecc34',
      '20235 56043 55850 40768 38802 8aac756241b5',
      '30 32 2 97 9 d6a28de5d4b2',
      '90 72 2 39 70 69cdeb625c63',
      '27 12 28 51 29 64a47cbe584e',
      '0 88 7 3 52 d2be7d9f099f',
      '0 df3f619804a9',
      '1 0 7c9fa136d441',
      '17 15 66 60 81 6a41ee97d634',
      '22211 3380 48715 56194 40846 2610160deb6b',
    ]);
  });

  it('is drawn from the seed alone where a part of the images validates', () => {
    const found = SEEDS.flatMap((seed) => [2, 100, 60_000].map((count) => new Random(seed, 1).permutation(count)));
    expect(found.map(digest)).toEqual([
      '1 0 7c9fa136d441',
      '39 57 28 98 74 b196d61d8ae4',
      '53992 51012 49487 51009 13378 822e32412dda',
      '0 1 01acecb507ab',
      '56 26 76 85 69 f6e9e57d68f4',
      '20236 21156 3693 56024 57398 d7bbade88733',
      '0 1 01acecb507ab',
      '16 55 52 38 97 843011d94fb2',
      '29855 2933 55797 42075 36411 40520c2c7f39',
      '0 1 01acecb507ab',
      '74 51 69 9 57 355b1973bed3',
      '31131 14131 40726 41442 30506 b4dbe3feab4a',
    ]);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'patchbay-order-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An IDX file of bytes. */
function idx(axes: readonly number[], values: Uint8Array): Uint8Array {
  const header = Buffer.alloc(4 + 4 * axes.length);
  header.set([0, 0, 8, axes.length]);
  for (const [axis, length] of axes.entries()) header.writeUInt32BE(length, 4 + 4 * axis);
  return Buffer.concat([header, values]);
}

/** A folder of images of 2×2 pixels, which hold the number of the image. */
function numbered(count: number): string {
  const place = join(folder, String(count));
  mkdirSync(place, { recursive: true });
  for (const [part, images] of [
    ['train', count],
    ['t10k', 5],
  ] as const) {
    const pixels = Buffer.alloc(4 * images);
    for (let index = 0; index < images; index++) pixels.writeUInt32BE(index, 4 * index);
    writeFileSync(join(place, `${part}-images-idx3-ubyte`), idx([images, 2, 2], pixels));
    writeFileSync(join(place, `${part}-labels-idx1-ubyte`), idx([images], new Uint8Array(images)));
  }
  return place;
}

/** The numbers that images hold. */
function numbersOf(set: ImageSet): readonly number[] {
  return Array.from({ length: set.count }, (_, index) => Buffer.from(imageAt(set, index)).readUInt32BE());
}

/**
 * Executes what of a script needs numpy alone: its constants and its functions, but not the model, whose classes and decorators need
 * PyTorch or Keras. Prints the orders that it gives, and the images that it loads.
 */
const HARNESS = `
import ast, contextlib, hashlib, io, json, pathlib, sys
import numpy as np

file, request = sys.argv[1], json.loads(sys.argv[2])
LIBRARIES = {"torch", "keras", "nn", "layers", "F"}

def runs(node):
    if isinstance(node, ast.Import):
        return node.names[0].name.split(".")[0] not in LIBRARIES
    if isinstance(node, ast.ImportFrom):
        return node.module not in LIBRARIES
    if isinstance(node, ast.FunctionDef):
        return not node.decorator_list
    return isinstance(node, ast.Assign) and not any(
        isinstance(part, ast.Name) and part.id in LIBRARIES for part in ast.walk(node)
    )

tree = ast.parse(pathlib.Path(file).read_text(encoding="utf-8"))
script = {"__name__": "script"}
exec(compile(ast.Module([node for node in tree.body if runs(node)], []), file, "exec"), script)

def digest(order):
    order = np.asarray(order)
    return " ".join([*map(str, order[:5]), hashlib.sha256(order.astype("<u4").tobytes()).hexdigest()[:12]])

def numbers(images):
    pixels = np.rint((images + 1) * 127.5).astype(np.int64).reshape(len(images), 4)
    return pixels @ [2**24, 2**16, 2**8, 1]

def shuffled(seed, epoch, count):
    script["SEED"] = seed
    return digest(script["shuffled"](count, epoch))

def loaded(seed, part, folder, limit):
    script.update(SEED=seed, VALIDATION=part)
    with contextlib.redirect_stdout(io.StringIO()):
        parts = script["load_data"](pathlib.Path(folder), limit)
    return [[len(images), digest(numbers(images))] for images, _ in parts]

def batches(seed, count, size, epochs):
    script.update(SEED=seed, BATCH_SIZE=size)
    images = np.arange(count)
    return [batch.tolist() for batch, _ in script["batches"](images, images, epochs)]

print(json.dumps([globals()[request["call"]](*arguments) for arguments in request["all"]]))
`;

/** The results of one of the harness's functions for a list of arguments. */
function ask<S extends z.ZodType>(
  library: string,
  validation: 'test' | number,
  call: 'shuffled' | 'loaded' | 'batches',
  all: readonly (readonly unknown[])[],
  schema: S,
): readonly z.output<S>[] {
  const graph = graphFrom(
    'tiny',
    [
      ['image', 'Input', { height: 2, width: 2, channels: 1 }],
      ['conv', 'Conv2D', { filters: 1, kernel: [1, 1] }],
    ],
    { dataset: 'idx', validation },
  );
  const [script, harness] = [join(folder, `${library}.py`), join(folder, 'harness.py')];
  writeFileSync(script, exporterOf(library).write(documentOf([graph]), graph, infer(graph)));
  writeFileSync(harness, HARNESS);
  const { status, stdout, stderr } = spawnSync(pythonWithNumpy() ?? '', [harness, script, JSON.stringify({ call, all })], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  expect(status, stderr).toBe(0);
  return z.array(schema).parse(JSON.parse(stdout));
}

describe.each(['pytorch', 'keras'] as const)('the exported script for %s', needs('numpy'), (library) => {
  it('takes the images of every epoch in the order of a run', () => {
    const all = SEEDS.flatMap((seed) => EPOCHS.flatMap((epoch) => COUNTS.map((count) => [seed, epoch, count] as const)));
    const found = ask(library, 'test', 'shuffled', all, z.string());
    expect(found).toEqual(all.map((one) => digest(epochOrder(...one))));
  });

  it.each([[0.2], [0.25], [0.001]])('holds out the images that a run holds out where %d of them validate', async (part) => {
    // A quarter of 10 is 2.5, which rounds to 3, and not to the even 2.
    const counts = [2, 3, 10, 60_000];
    const all = SEEDS.flatMap((seed) => counts.flatMap((count) => [null, 1].map((limit) => ({ seed, count, limit }))));
    const found = ask(
      library,
      part,
      'loaded',
      all.map(({ seed, count, limit }) => [seed, part, numbered(count), limit]),
      z.tuple([z.tuple([z.int(), z.string()]), z.tuple([z.int(), z.string()])]),
    );
    for (const [index, { seed, count, limit }] of all.entries()) {
      const options = { folder: numbered(count), validation: part, seed, train: limit ?? undefined };
      const { train, validation } = await openDataset('idx', options);
      const wanted = [train, validation].map((set) => [set.count, digest(numbersOf(set))]);
      expect(found[index], `seed ${seed}, ${count} images, limit ${limit}`).toEqual(wanted);
    }
  });

  it('takes the first images and all test images where those validate', async () => {
    const [found] = ask(library, 'test', 'loaded', [[0, 0, numbered(100), 30]], z.array(z.tuple([z.int(), z.string()])));
    const { train, validation } = await openDataset('idx', { folder: numbered(100), validation: 'test', seed: 0, train: 30 });
    expect(found).toEqual([train, validation].map((set) => [set.count, digest(numbersOf(set))]));
  });
});

describe('the exported script for keras', needs('numpy'), () => {
  it('takes the batches of a run, the last one of an epoch smaller', async () => {
    const [found] = ask('keras', 'test', 'batches', [[7, 10, 4, 2]], z.array(z.array(z.int())));
    const { train } = await openDataset('idx', { folder: numbered(10), validation: 'test', seed: 7 });
    const wanted = [1, 2].flatMap((epoch) => {
      const order = epochOrder(7, epoch, train.count);
      return [0, 4, 8].map((start) => numbersOf(pick(train, order.subarray(start, start + 4))));
    });
    expect(found).toEqual(wanted);
    expect(wanted.map(({ length }) => length)).toEqual([4, 4, 2, 4, 4, 2]);
  });
});
