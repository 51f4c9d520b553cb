import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { datasetOf } from '../../../shared/training/datasets';
import type { Text } from '../../../shared/words/words';
import { writeFileWhole } from '../run/write-whole';
import { nameOf, reading, type Source } from './bytes';
import { download, type Patience, type Progress } from './download';
import { asDataError, DataError, dataMessage, dataText, named } from './error';
import type { ImageSet } from './images';
import { fashionMnistCache, fashionMnistPlaces, insideOf, type Surroundings, surroundings } from './places';

/**
 * Where Fashion-MNIST can be downloaded from: the project's own address, its repository, and the copy that Keras takes. The first
 * has no https; what comes is held against the sums below, whoever sent it.
 */
export const ADDRESSES: readonly string[] = [
  'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
  'https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/',
  'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
];

/** One of the four files, unpacked. */
interface Spec {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

const FILES = {
  trainImages: {
    name: 'train-images-idx3-ubyte',
    bytes: 47_040_016,
    sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte',
    bytes: 60_008,
    sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  },
  testImages: {
    name: 't10k-images-idx3-ubyte',
    bytes: 7_840_016,
    sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte',
    bytes: 10_008,
    sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  },
} as const satisfies Readonly<Record<string, Spec>>;

type Part = keyof typeof FILES;
const PARTS = ['trainImages', 'trainLabels', 'testImages', 'testLabels'] as const;

/** The content of IDX files begins behind the lengths of their axes. */
const IMAGES_HEADER = 16;
const LABELS_HEADER = 8;

export interface FashionMnistOptions {
  /** The folder that holds the files: no other one is looked at then, and nothing downloaded. */
  readonly folder?: string | undefined;
  /** Do not download. */
  readonly offline?: boolean | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For tests. */
  readonly where?: Surroundings;
  readonly addresses?: readonly string[];
  readonly patience?: Partial<Patience>;
}

/** Fashion-MNIST, held against its sums. */
export interface FashionMnist {
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** Where it came from. */
  readonly source: Text;
  /** What was wrong on the way, such as a damaged copy that was passed over. */
  readonly notes: readonly Text[];
}

/** A folder where Fashion-MNIST may be. */
export interface Place {
  readonly folder: string;
  /** The files that are there, by part; whether they are what they should be shows when they are read. */
  readonly files: Partial<Readonly<Record<Part, string>>>;
  /** Whether all four are there. */
  readonly complete: boolean;
}

/** Looks into a folder. */
async function look(folder: string): Promise<Place> {
  const files: Partial<Record<Part, string>> = {};
  for (const part of PARTS) {
    const { name } = FILES[part];
    // Some copies are named with a point in place of the second hyphen.
    const names = [name, name.replace('-idx', '.idx')].flatMap((plain) => [plain, `${plain}.gz`]);
    for (const file of names.map((candidate) => path.join(folder, candidate)))
      if (files[part] === undefined && (await isFile(file))) files[part] = file;
  }
  return { folder, files, complete: PARTS.every((part) => files[part] !== undefined) };
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined))?.isFile() ?? false;
}

/** The folders where Fashion-MNIST is looked for, in that order, with what is there. */
export function findFashionMnist({ where = surroundings() }: FashionMnistOptions = {}): Promise<readonly Place[]> {
  return Promise.all([...new Set(fashionMnistPlaces(where))].map(look));
}

/**
 * Finds Fashion-MNIST on this machine, or downloads it into the app's cache. Whatever is used has the right SHA-256.
 * @throws DataError where it can be had nowhere (`noFashionMnist`), or where a folder is given and does not hold it
 */
export async function openFashionMnist(options: FashionMnistOptions = {}): Promise<FashionMnist> {
  const { folder, signal } = options;
  if (folder !== undefined) return assemble(await given(folder), signal, []);
  const notes: Text[] = [];
  for (const place of await findFashionMnist(options)) {
    if (!place.complete) continue;
    try {
      return await assemble(place, signal, notes);
    } catch (error) {
      notes.push(passedOver(error));
    }
  }
  return obtain(options, notes);
}

/**
 * Keeps the four files of a folder in the app's cache, where they are found from then on.
 * @throws DataError where they are not what they should be, or cannot be written
 */
export async function adoptFashionMnist(folder: string, where: Surroundings = surroundings()): Promise<void> {
  const place = await given(folder);
  await contentsOf((part) => verified(place.files[part] ?? '', FILES[part], ADVICE, undefined));
  const cache = fashionMnistCache(where);
  for (const part of PARTS) {
    const source = place.files[part] ?? '';
    const target = path.join(cache, `${FILES[part].name}${source.endsWith('.gz') ? '.gz' : ''}`);
    try {
      await mkdir(cache, { recursive: true });
      await writeFileWhole(target, await readFile(source));
    } catch (error) {
      throw asDataError(error, target, 'write');
    }
  }
}

/** What is written about a copy that is not used. Being stopped is no fault of a copy. */
function passedOver(error: unknown): Text {
  if (error instanceof DataError && error.code !== 'stopped') return dataText(error);
  throw error;
}

/** The folder that the user names, or the one below it where torchvision puts the files. */
async function given(folder: string): Promise<Place> {
  const stats = await stat(folder).catch(() => undefined);
  if (!stats?.isDirectory()) throw new DataError('noFolder', { file: named(folder) });
  const places = await Promise.all(insideOf(folder).map(look));
  const complete = places.find((place) => place.complete);
  if (complete) return complete;
  const missing = PARTS.filter((part) => places[0]?.files[part] === undefined).map((part) => FILES[part].name);
  throw new DataError('idxFiles', { folder: named(folder), missing: missing.join(', ') });
}

const ADVICE: Text = {
  en: 'Delete it, or choose another folder.',
  es: 'Bórrelo, o elija otra carpeta.',
};

const LATER: Text = {
  en: 'Try again later, or from another network.',
  es: 'Pruebe más tarde, o desde otra red.',
};

async function assemble(place: Place, signal: AbortSignal | undefined, notes: readonly Text[]): Promise<FashionMnist> {
  const contents = await contentsOf((part) => verified(place.files[part] ?? '', FILES[part], ADVICE, signal));
  return setsOf(contents, { en: named(place.folder), es: named(place.folder) }, notes);
}

type Contents = Readonly<Record<Part, Uint8Array>>;

/** One file after the other: a second one at the same time would only slow down the first. */
async function contentsOf(load: (part: Part) => Promise<Uint8Array>): Promise<Contents> {
  return {
    trainImages: await load('trainImages'),
    trainLabels: await load('trainLabels'),
    testImages: await load('testImages'),
    testLabels: await load('testLabels'),
  };
}

/**
 * A file's content, unpacked, if it is what it should be.
 * @throws DataError length, longer, checksum, or what can be wrong with a file
 */
async function verified(source: Source, spec: Spec, advice: Text, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const told = { file: nameOf(source), advice };
  const content = await reading(
    source,
    async (reader) => {
      const bytes = new Uint8Array(spec.bytes);
      const found = await reader.fill(bytes);
      if (found < spec.bytes) throw new DataError('length', { ...told, found, expected: spec.bytes });
      if ((await reader.skip(1)) > 0) throw new DataError('longer', { ...told, expected: spec.bytes });
      return bytes;
    },
    signal,
  );
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== spec.sha256) throw new DataError('checksum', { ...told, found, expected: spec.sha256 });
  return content;
}

/** The sums have been checked: the content is known to be well formed. */
function setsOf(contents: Contents, place: Text, notes: readonly Text[]): FashionMnist {
  const dataset = datasetOf('fashion-mnist');
  if (!dataset) throw new Error('fashion-mnist is not among the data sets');
  const set = (images: Uint8Array, labels: Uint8Array): ImageSet => ({
    images: images.subarray(IMAGES_HEADER),
    labels: labels.subarray(LABELS_HEADER),
    count: labels.length - LABELS_HEADER,
    size: dataset.image,
    classes: dataset.classes,
  });
  return {
    train: set(contents.trainImages, contents.trainLabels),
    test: set(contents.testImages, contents.testLabels),
    source: { en: `Fashion-MNIST from ${place.en}`, es: `Fashion-MNIST de ${place.es}` },
    notes,
  };
}

/** Takes what the cache has, and downloads the rest into it. */
async function obtain(options: FashionMnistOptions, notes: Text[]): Promise<FashionMnist> {
  const { signal, where = surroundings(), addresses = ADDRESSES } = options;
  const cache = await look(fashionMnistCache(where));
  let best = addresses;
  const contents = await contentsOf(async (part) => {
    const spec = FILES[part];
    const cached = await fromCache(cache.files[part], spec, signal);
    if (cached) return cached;
    if (options.offline) throw unobtainable(where, addresses, OFFLINE);
    const fetched = await fetchFile(spec, best, options);
    if (!('content' in fetched)) throw unobtainable(where, addresses, tried(fetched.errors), fetched.errors);
    // What has worked is asked first for the next file.
    best = [fetched.address, ...addresses.filter((address) => address !== fetched.address)];
    await keep(fetched.packed, path.join(cache.folder, spec.name), notes);
    return fetched.content;
  });
  const place = named(cache.folder);
  return setsOf(contents, { en: `${place} (downloaded)`, es: `${place} (descargado)` }, notes);
}

async function fromCache(file: string | undefined, spec: Spec, signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
  if (file === undefined) return undefined;
  try {
    return await verified(file, spec, ADVICE, signal);
  } catch (error) {
    passedOver(error);
    // It is ours, and it is not what it should be: it makes room for the right one.
    await rm(file, { force: true }).catch(() => undefined);
    return undefined;
  }
}

interface Fetched {
  readonly address: string;
  /** As it came. */
  readonly packed: Uint8Array;
  readonly content: Uint8Array;
}

/** Asks one address after the other for a file; what it gives has been checked. */
async function fetchFile(
  spec: Spec,
  addresses: readonly string[],
  { onProgress, signal, patience }: FashionMnistOptions,
): Promise<Fetched | { readonly errors: readonly DataError[] }> {
  const errors: DataError[] = [];
  for (const address of addresses) {
    const file = `${spec.name}.gz`;
    const url = new URL(file, address).href;
    try {
      const packed = await download(url, {
        // Packed it is smaller; a server that unpacks it on the way sends all of it.
        most: spec.bytes + 1_024,
        onProgress: (done, total) => onProgress?.({ file, done, total }),
        signal,
        patience,
      });
      return { address, packed, content: await verified({ name: url, bytes: packed }, spec, LATER, signal) };
    } catch (error) {
      if (!(error instanceof DataError) || error.code === 'stopped') throw error;
      errors.push(error);
    }
  }
  return { errors };
}

/** Writes a file whole or not at all. Where that cannot be, the data is used all the same, and downloaded again the next time. */
async function keep(packed: Uint8Array, file: string, notes: Text[]): Promise<void> {
  const zipped = packed[0] === 0x1f && packed[1] === 0x8b;
  const target = zipped ? `${file}.gz` : file;
  try {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFileWhole(target, Buffer.from(packed.buffer, packed.byteOffset, packed.length));
  } catch (error) {
    const failed = asDataError(error, target, 'write');
    if (!(failed instanceof DataError)) throw failed;
    notes.push(dataText(failed));
  }
}

const OFFLINE: Text = { en: ', and downloading is switched off', es: ', y la descarga está desactivada' };

/** Why nothing could be downloaded, in a few words an address. */
function tried(errors: readonly DataError[]): Text {
  const reasons = errors.map(({ code, values }) => {
    const host = new URL(String(values['address'] ?? values['file'])).host;
    return `${host}: ${String(values['status'] ?? values['reason'] ?? code)}`;
  });
  const list = reasons.join('; ');
  return { en: `, and it could not be downloaded (${list})`, es: `, y no se pudo descargar (${list})` };
}

function unobtainable(
  where: Surroundings,
  addresses: readonly string[],
  why: Text,
  errors: readonly DataError[] = [],
): DataError {
  const cause =
    errors.length > 0 ? { cause: new AggregateError(errors, errors.map((error) => dataMessage(error, 'en')).join('\n')) } : {};
  const values = { why, address: addresses[0] ?? '', folder: named(fashionMnistCache(where)) };
  return new DataError('noFashionMnist', values, cause);
}
