import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realFashionMnist } from '../../../../e2e/support/fashion-mnist';
import { needs } from '../../../../e2e/support/needs';
import { cacheFolder, type Surroundings } from '../../system/surroundings';
import { findPlaces } from '../fetch/find';
import { datasetCache } from '../fetch/folders';
import { adoptFiles } from '../fetch/obtain';
import { DataError, type DataErrorCode } from '../support/error';
import { imageAt } from '../support/images';
import { FASHION_MNIST, openFashionMnist } from './fashion-mnist';

/** The files on this machine, by name. */
const real = await realFashionMnist();
const NAMES = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'] as const;
const QUICK = { between: 5 };

let root = '';
let server: Server | undefined;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'patchbay-data-'));
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(root, { recursive: true, force: true });
});

/** A machine whose folders all lie below `root`. */
function machine(): Surroundings {
  const env = { XDG_CACHE_HOME: path.join(root, 'cache'), XDG_DATA_DIRS: path.join(root, 'share') };
  return { env, platform: 'linux', home: path.join(root, 'home'), cwd: root };
}

/** A machine that has no packages of Debian. */
function bare(): Surroundings {
  return { ...machine(), platform: 'win32' };
}

/** The folder of Debian's package on `machine`. */
const debian = () => path.join(root, 'share', 'datasets', 'fashion-mnist');

const cache = () => path.join(root, 'cache', 'patchbay', 'fashion-mnist');

async function fill(folder: string, contents: (name: (typeof NAMES)[number]) => Uint8Array | undefined): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of NAMES) {
    const content = contents(name);
    if (content) await writeFile(path.join(folder, `${name}.gz`), content);
  }
}

/** A real file, packed. */
async function packed(name: string): Promise<Buffer> {
  const bytes = await readFile(real?.get(name.replace(/\.gz$/, '')) ?? '');
  return bytes[0] === 0x1f ? bytes : gzipSync(bytes);
}

/** Writes the real files into a folder. */
async function lay(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of NAMES) await writeFile(path.join(folder, `${name}.gz`), await packed(name));
}

/** A server on this machine: what it answers by name, and what it was asked for. */
async function serve(
  answer: (name: string) => Uint8Array | number | Promise<Uint8Array | number>,
): Promise<{ address: string; asked: string[] }> {
  const asked: string[] = [];
  const listening = createServer(async (request, response) => {
    const name = path.basename(request.url ?? '');
    asked.push(name);
    const content = await answer(name);
    if (typeof content === 'number') response.writeHead(content).end();
    else response.writeHead(200, { 'content-length': content.length }).end(content);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { address: `http://127.0.0.1:${address.port}/data/`, asked };
}

async function refuses(work: Promise<unknown>, code: DataErrorCode, values: DataError['values'] = {}): Promise<DataError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DataError)) throw new Error('no DataError', { cause: error });
  expect(error).toMatchObject({ code, values });
  for (const lang of ['en', 'es'] as const) expect(error.text[lang]).not.toMatch(/[{}]|undefined|\[object/);
  return error;
}

describe('where Fashion-MNIST may be', () => {
  it('is in the cache of each system', () => {
    const base = { home: '/home/a', cwd: '/' };
    expect(cacheFolder({ ...base, platform: 'linux', env: {} })).toBe('/home/a/.cache/patchbay');
    expect(cacheFolder({ ...base, platform: 'linux', env: { XDG_CACHE_HOME: '/c' } })).toBe('/c/patchbay');
    expect(cacheFolder({ ...base, platform: 'linux', env: { XDG_CACHE_HOME: 'relative' } })).toBe('/home/a/.cache/patchbay');
    expect(cacheFolder({ ...base, platform: 'darwin', env: {} })).toBe('/home/a/Library/Caches/patchbay');
    expect(cacheFolder({ ...base, platform: 'win32', env: { LOCALAPPDATA: '/l' } })).toBe('/l/patchbay/Cache');
    expect(cacheFolder({ ...base, platform: 'win32', env: {} })).toBe('/home/a/AppData/Local/patchbay/Cache');
  });

  it('is where Debian, Keras and torchvision put it', () => {
    const places = FASHION_MNIST.places({ platform: 'linux', env: {}, home: '/home/a', cwd: '/place' });
    expect(places).toEqual(
      expect.arrayContaining([
        '/usr/share/datasets/fashion-mnist',
        '/home/a/.keras/datasets/fashion-mnist',
        '/place/data/FashionMNIST/raw',
        '/home/a/data/FashionMNIST/raw',
      ]),
    );
    const elsewhere = FASHION_MNIST.places({
      platform: 'linux',
      env: { KERAS_HOME: '/k', XDG_DATA_DIRS: '/x:y' },
      home: '/',
      cwd: '/',
    });
    expect(elsewhere).toEqual(expect.arrayContaining(['/k/datasets/fashion-mnist', '/x/datasets/fashion-mnist']));
    expect(elsewhere).not.toContain('/usr/share/datasets/fashion-mnist');
    expect(datasetCache('fashion-mnist', machine())).toBe(cache());
  });

  it('is shown with what is there', async () => {
    await fill(cache(), (name) => (name.startsWith('t10k') ? gzipSync('') : undefined));
    const [first, ...others] = await findPlaces(FASHION_MNIST, bare());
    expect(first).toMatchObject({ folder: cache(), complete: false });
    expect([...(first?.files.keys() ?? [])]).toEqual(['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte']);
    for (const place of others) expect(place).toMatchObject({ files: new Map(), complete: false });
  });
});

describe('a folder that is given', () => {
  it('must be there and hold the four files', async () => {
    await refuses(openFashionMnist({ folder: path.join(root, 'nothing') }), 'noFolder');
    await fill(root, (name) => (name.startsWith('t10k') ? gzipSync('') : undefined));
    await refuses(openFashionMnist({ folder: root }), 'idxFiles', {
      missing: 'train-images-idx3-ubyte, train-labels-idx1-ubyte',
    });
  });

  it('is not trusted: other files of the right length or not', async () => {
    await fill(root, () => gzipSync(Buffer.alloc(100)));
    const short = await refuses(openFashionMnist({ folder: root }), 'length', { found: 100, expected: 47_040_016 });
    expect(short.message).toContain(path.join(root, 'train-images-idx3-ubyte.gz'));
    await fill(root, () => gzipSync(Buffer.alloc(47_040_016), { level: 1 }));
    await refuses(openFashionMnist({ folder: root }), 'checksum', {
      expected: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
      found: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await fill(root, () => gzipSync(Buffer.alloc(100e6), { level: 1 }));
    await refuses(openFashionMnist({ folder: root }), 'longer', { expected: 47_040_016 });
    await fill(root, () => Buffer.concat([gzipSync('abc').subarray(0, 12), Buffer.alloc(50, 7)]));
    await refuses(openFashionMnist({ folder: root }), 'corruptGzip');
  });
});

describe('Fashion-MNIST that is nowhere', () => {
  it('is an error with the three ways on', async () => {
    const error = await refuses(openFashionMnist({ where: bare(), offline: true }), 'noDataset');
    for (const way of [
      'apt install dataset-fashion-mnist',
      'http://fashion-mnist.s3-website',
      cache(),
      '"synthetic"',
      'switched off',
    ])
      expect(error.message).toContain(way);
  });

  it('says for each address why it could not be downloaded, and leaves nothing behind', async () => {
    const { address, asked } = await serve(() => 404);
    const addresses = [address, 'http://127.0.0.1:9/'];
    const error = await refuses(openFashionMnist({ where: bare(), addresses, patience: QUICK }), 'noDataset');
    expect(error.message).toMatch(/^Download: 127\.0\.0\.1:\d+: status 404; 127\.0\.0\.1:9: not reached \(\w+\)\.$/m);
    expect(error.text.es).toMatch(/^Descarga: 127\.0\.0\.1:\d+: estado 404; 127\.0\.0\.1:9: sin conexión/m);
    expect(asked).toEqual(['t10k-labels-idx1-ubyte.gz']);
    expect(existsSync(cache())).toBe(false);
  });

  it('is asked of all addresses at once, so that several silent ones take no longer than one', async () => {
    let both = () => {};
    const wait = new Promise<void>((resolve) => {
      both = resolve;
    });
    const { address, asked } = await serve(async () => {
      if (asked.length === 2) both();
      await wait;
      return 404;
    });
    const addresses = [`${address}one/`, `${address}two/`];
    const error = await refuses(openFashionMnist({ where: bare(), addresses, patience: QUICK }), 'noDataset');
    expect(error.message).toMatch(/^Download: \S+ status 404; \S+ status 404\.$/m);
  });

  it('is not made of other bytes that a server sends', async () => {
    for (const content of [gzipSync(Buffer.alloc(47_040_016)), gzipSync('short'), Buffer.from('<html>'), Buffer.alloc(0)]) {
      const { address } = await serve(() => content);
      const error = await refuses(openFashionMnist({ where: bare(), addresses: [address], patience: QUICK }), 'noDataset');
      expect(error.message).toMatch(/^Download: 127\.0\.0\.1:\d+: not the right file\.$/m);
      expect(existsSync(cache())).toBe(false);
      server?.close();
    }
  });

  it('can be stopped while it is downloaded', async () => {
    const { address } = await serve(() => new Promise(() => undefined));
    await refuses(openFashionMnist({ where: bare(), addresses: [address], signal: AbortSignal.timeout(50) }), 'stopped');
  });
});

describe('real Fashion-MNIST', needs('fashionMnist'), () => {
  it('is found where the package puts it, and is what it should be', async () => {
    await lay(debian());
    const { train, test, source, notes } = await openFashionMnist({ where: machine(), offline: true });
    expect(source).toEqual({ en: `Fashion-MNIST from ${debian()}`, es: `Fashion-MNIST de ${debian()}` });
    expect(notes).toEqual([]);
    for (const [set, each] of [
      [train, 6_000],
      [test, 1_000],
    ] as const) {
      expect(set).toMatchObject({ count: 10 * each, size: [28, 28, 1] });
      expect(set.images.length).toBe(set.count * 784);
      for (let label = 0; label < 10; label++) expect(set.labels.filter((found) => found === label).length).toBe(each);
    }
    // The first image of all is a boot: light at the lower right, black at the upper left.
    expect(train.classes[train.labels[0] ?? 0]).toBe('Ankle boot');
    expect(imageAt(train, 0)[0]).toBe(0);
    expect(imageAt(train, 0)[22 * 28 + 20]).toBeGreaterThan(100);
  });

  it('is read from a folder, from torchvision’s below it, unpacked, and with a point in the names', async () => {
    const raw = path.join(root, 'FashionMNIST', 'raw');
    await mkdir(raw, { recursive: true });
    for (const name of NAMES) await writeFile(path.join(raw, name.replace('-idx', '.idx')), gunzipSync(await packed(name)));
    expect((await openFashionMnist({ folder: root })).source.en).toBe(`Fashion-MNIST from ${raw}`);
    expect((await openFashionMnist({ folder: raw })).train.count).toBe(60_000);
  });

  it('passes over a damaged copy, and says so', async () => {
    await lay(debian());
    await lay(cache());
    const images = path.join(cache(), 't10k-images-idx3-ubyte.gz');
    const bytes = Buffer.from(await readFile(images));
    bytes[2_000_000] = (bytes[2_000_000] ?? 0) ^ 0x10;
    await writeFile(images, bytes);
    const { source, notes } = await openFashionMnist({ where: machine(), offline: true });
    expect(source.en).toContain(debian());
    expect(notes.length).toBe(1);
    expect(notes[0]?.en).toContain(images);
  });

  it('is not the files under one another’s names', async () => {
    await fill(root, () => undefined);
    for (const [index, name] of NAMES.entries())
      await writeFile(path.join(root, `${name}.gz`), await packed(NAMES[(index + 2) % 4] ?? ''));
    await refuses(openFashionMnist({ folder: root }), 'length', { found: 7_840_016 });
  });

  it('is downloaded once, told of, checked and kept', async () => {
    const { address, asked } = await serve(packed);
    const told = new Map<string, number>();
    const options = { where: bare(), addresses: ['http://127.0.0.1:9/', address], patience: QUICK };
    const first = await openFashionMnist({ ...options, onProgress: ({ file: name, done }) => told.set(name, done) });
    expect(first.train.count).toBe(60_000);
    expect(first.source.en).toBe(`Fashion-MNIST from ${cache()} (downloaded)`);
    expect(asked.toSorted()).toEqual(NAMES.map((name) => `${name}.gz`).toSorted());
    for (const name of asked) expect(told.get(name)).toBe((await packed(name)).length);
    expect((await readdir(cache())).toSorted()).toEqual(asked.toSorted());

    const second = await openFashionMnist({ ...options, offline: true });
    expect(second.source.en).toBe(`Fashion-MNIST from ${cache()}`);
    expect(Buffer.compare(second.test.images, first.test.images)).toBe(0);
    expect(asked.length).toBe(4);
  });

  it('is mended in the cache: what is right stays, what is damaged is downloaded again', async () => {
    await lay(cache());
    await writeFile(path.join(cache(), 't10k-labels-idx1-ubyte.gz'), gzipSync(Buffer.alloc(10_008)));
    const { address, asked } = await serve(packed);
    const { test, notes } = await openFashionMnist({ where: bare(), addresses: [address], patience: QUICK });
    expect(test.labels[0]).toBe(9);
    expect(asked).toEqual(['t10k-labels-idx1-ubyte.gz']);
    expect(notes.map(({ en }) => en)).toEqual([expect.stringContaining('SHA-256')]);
    expect((await openFashionMnist({ where: bare(), offline: true })).notes).toEqual([]);
  });

  it('is taken from the next address where one sends something else', async () => {
    const images = () => asked.filter((name) => name.startsWith('train-images')).length;
    const { address, asked } = await serve((name) =>
      name.startsWith('train-images') && images() === 1 ? gzipSync('other') : packed(name),
    );
    const { train } = await openFashionMnist({ where: bare(), addresses: [`${address}one/`, `${address}two/`], patience: QUICK });
    expect(train.count).toBe(60_000);
    expect(images()).toBe(2);
  });

  it('is used all the same where it cannot be kept', async () => {
    // A file stands where the folder should be.
    await writeFile(path.join(root, 'cache'), '');
    const { address } = await serve(packed);
    const { test, notes } = await openFashionMnist({ where: bare(), addresses: [address], patience: QUICK });
    expect(test.count).toBe(10_000);
    expect(notes.length).toBe(5);
    expect(notes[0]?.en).toMatch(/^On this machine: /);
    for (const note of notes.slice(1)) expect(note.en).toContain('could not be written');
  });
});

describe('Fashion-MNIST that a person has', () => {
  const given = () => path.join(root, 'given');

  it('is kept only where it is what it should be', async () => {
    await mkdir(given());
    await writeFile(path.join(given(), NAMES[0]), 'x');
    await expect(adoptFiles(FASHION_MNIST, given(), bare())).rejects.toMatchObject({ code: 'idxFiles' });
    for (const name of NAMES) await writeFile(path.join(given(), name), 'not it');
    await expect(adoptFiles(FASHION_MNIST, given(), bare())).rejects.toBeInstanceOf(DataError);
    expect(existsSync(cache())).toBe(false);
  });

  it('is found in the cache from then on', needs('fashionMnist'), async () => {
    await lay(given());
    await adoptFiles(FASHION_MNIST, given(), bare());
    expect((await readdir(cache())).sort()).toEqual(NAMES.map((name) => `${name}.gz`).sort());
    expect((await findPlaces(FASHION_MNIST, bare()))[0]).toMatchObject({ folder: cache(), complete: true });
  });
});
