import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { LocalizedText } from '../../../../shared/i18n/i18n';
import { writeFileWhole } from '../../../files/write-whole';
import { type Surroundings, surroundings } from '../../system/surroundings';
import { asDataError, DataError, named } from '../support/error';
import type { Patience, Progress } from '../support/progress';
import { byDownload } from './by-download';
import { findPlaces, givenPlace, look, type Place } from './find';
import { datasetCache } from './folders';
import { removeSearch, writeSearch } from './last-search';
import type { RemoteDataset, SourceFile } from './remote-dataset';
import { throughApt } from './through-apt';
import { REPLACE, verified } from './verify';
import type { Way } from './way';

export interface ObtainOptions {
  /** The folder with the files: no other one is tried then, and nothing is fetched. */
  readonly folder?: string | undefined;
  /** Fetch nothing. */
  readonly offline?: boolean | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For tests. */
  readonly where?: Surroundings;
  readonly addresses?: readonly string[];
  readonly patience?: Partial<Patience>;
}

/** The files of a data set, each with the right checksum. */
export interface Obtained {
  /** Unpacked, by name. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Their origin: the folder, and the method by which they were fetched. */
  readonly source: LocalizedText;
  /** One line for each attempt that failed before, such as a damaged copy. */
  readonly notes: readonly LocalizedText[];
}

/** The methods of fetching, in this order. */
const WAYS: readonly Way[] = [byDownload, throughApt];

/**
 * Finds the files of a data set on this machine, or fetches them into the app's cache.
 * @throws DataError noDataset where every method fails; noFolder and others where the given folder does not have them
 */
export async function obtainFiles(source: RemoteDataset, options: ObtainOptions = {}): Promise<Obtained> {
  const { folder, signal, where = surroundings() } = options;
  if (folder !== undefined) return assemble(source, await givenPlace(source, folder), signal, []);
  const places = await findPlaces(source, where);
  const damaged: LocalizedText[] = [];
  for (const place of places) {
    if (!place.complete) continue;
    try {
      return await assemble(source, place, signal, damaged);
    } catch (error) {
      damaged.push(passedOver(error));
    }
  }
  return fetchMissing(source, damaged.length > 0 ? damaged : [nowhere(places.length)], { ...options, where });
}

/**
 * Copies the files of a folder into the app's cache, where they are found from then on.
 * @throws DataError where their checksums are wrong, or they cannot be written
 */
export async function adoptFiles(source: RemoteDataset, folder: string, where: Surroundings): Promise<void> {
  const place = await givenPlace(source, folder);
  await contentsOf(source, place, undefined);
  const cache = datasetCache(source.id, where);
  for (const { name } of source.files) {
    const file = place.files.get(name) ?? '';
    const target = path.join(cache, `${name}${file.endsWith('.gz') ? '.gz' : ''}`);
    try {
      await mkdir(cache, { recursive: true });
      await writeFileWhole(target, await readFile(file));
    } catch (error) {
      throw asDataError(error, target, 'write');
    }
  }
  await removeSearch(source.id, where);
}

/** The reason why a copy is not used. @throws any other error, and `stopped` */
function passedOver(error: unknown): LocalizedText {
  if (error instanceof DataError && error.code !== 'stopped') return error.text;
  throw error;
}

async function assemble(
  source: RemoteDataset,
  place: Place,
  signal: AbortSignal | undefined,
  notes: readonly LocalizedText[],
): Promise<Obtained> {
  const folder = named(place.folder);
  return { contents: await contentsOf(source, place, signal), source: from(source, { en: folder, es: folder }), notes };
}

const from = ({ label }: RemoteDataset, place: LocalizedText): LocalizedText => ({
  en: `${label} from ${place.en}`,
  es: `${label} de ${place.es}`,
});

/** The verified contents of the files, read one after the other: two at once would be no faster. */
async function contentsOf(
  source: RemoteDataset,
  { files }: Place,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const file of source.files) contents.set(file.name, await verified(files.get(file.name) ?? '', file, REPLACE, signal));
  return contents;
}

/** Reads the files that the cache has, and fetches the others into it, by one method after the other. */
async function fetchMissing(
  source: RemoteDataset,
  before: readonly LocalizedText[],
  options: ObtainOptions & { readonly where: Surroundings },
): Promise<Obtained> {
  const { where, signal, offline = false } = options;
  const cache = await look(source, datasetCache(source.id, where));
  const contents = new Map<string, Uint8Array>();
  for (const file of source.files) {
    const content = await fromCache(cache.files.get(file.name), file, signal);
    if (content) contents.set(file.name, content);
  }
  const unkept: LocalizedText[] = [];
  const take = async (file: SourceFile, packed: Uint8Array, content: Uint8Array) => {
    contents.set(file.name, content);
    const failed = await keep(packed, path.join(cache.folder, file.name));
    if (failed) unkept.push(failed);
  };
  const tried = [...before];
  for (const way of offline ? [] : WAYS) {
    const missing = source.files.filter(({ name }) => !contents.has(name));
    const why = await way.fetch(source, missing, take, options);
    if (why) tried.push(why);
    if (contents.size < source.files.length) continue;
    const got = way.got(source);
    await writeSearch(source.id, { tried, got }, where);
    const folder = named(cache.folder);
    const place = { en: `${folder} (${got.en})`, es: `${folder} (${got.es})` };
    return { contents, source: from(source, place), notes: [...tried, ...unkept] };
  }
  if (offline) throw unobtainable(source, [...tried, OFFLINE], options);
  await writeSearch(source.id, { tried }, where);
  throw unobtainable(source, tried, options);
}

async function fromCache(
  file: string | undefined,
  expected: SourceFile,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  if (file === undefined) return undefined;
  try {
    return await verified(file, expected, REPLACE, signal);
  } catch (error) {
    passedOver(error);
    // The cache's file is damaged: it is removed for the right one.
    await rm(file, { force: true }).catch(() => undefined);
    return undefined;
  }
}

/** Writes a file whole or not at all. @returns the reason of a failure: the content is used all the same, and fetched again next time */
async function keep(packed: Uint8Array, file: string): Promise<LocalizedText | undefined> {
  const zipped = packed[0] === 0x1f && packed[1] === 0x8b;
  const target = zipped ? `${file}.gz` : file;
  try {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFileWhole(target, Buffer.from(packed.buffer, packed.byteOffset, packed.length));
    return undefined;
  } catch (error) {
    const failed = asDataError(error, target, 'write');
    if (!(failed instanceof DataError)) throw failed;
    return failed.text;
  }
}

const OFFLINE: LocalizedText = {
  en: 'Download and apt: switched off.',
  es: 'Descarga y apt: desactivadas.',
};

function nowhere(count: number): LocalizedText {
  return {
    en: `On this machine: not in any of the ${count} folders that are searched.`,
    es: `En este equipo: en ninguna de las ${count} carpetas en las que se busca.`,
  };
}

function unobtainable(
  { id, label, addresses, debian }: RemoteDataset,
  tried: readonly LocalizedText[],
  options: ObtainOptions & { readonly where: Surroundings },
): DataError {
  const lines = (lang: keyof LocalizedText) => tried.map((text) => text[lang]).join('\n');
  return new DataError('noDataset', {
    label,
    tried: { en: lines('en'), es: lines('es') },
    package: debian.package,
    address: (options.addresses ?? addresses)[0] ?? '',
    folder: named(datasetCache(id, options.where)),
  });
}
