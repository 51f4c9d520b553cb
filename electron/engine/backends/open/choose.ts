import type { LocalizedText } from '../../../../shared/i18n/i18n';
import type { EngineChoice, EngineName } from '../../../../shared/training/engines';
import { type BackendChoice, BackendError, type OnProgress } from '../backend';
import { bytes, textOf } from '../messages';
import { diskUse } from '../setup/installed';
import {
  findNative,
  lastFailure,
  looksSetUp,
  type Native,
  type Prospect,
  prospect,
  realScene,
  type Scene,
  setUpNative,
} from '../setup/native-setup';
import { isReliable, type OneDnnTimes, usesOneDnn } from '../setup/one-dnn';
import { packageOf } from '../setup/packages';
import { type NativeSettings, openNative } from './native';
import { openWasm } from './wasm';

/** Options of `openBackend`. The settings are the native backend's; a run that is resumed needs those that it began with. */
export interface OpenOptions extends NativeSettings {
  readonly onProgress: OnProgress;
  /** True, the default, to set up libtensorflow, with a download, where it is missing. */
  readonly setUp?: boolean;
  readonly signal?: AbortSignal;
  /** For tests: another machine. */
  readonly scene?: Scene;
}

/** A process has one backend: each registers its kernels with the one tfjs. */
let opened: Promise<BackendChoice> | undefined;

/**
 * Opens a backend in this process: libtensorflow where it is set up, or can be, else tfjs's WebAssembly. A second call returns the one
 * that is open.
 *
 * @throws BackendError with the reason where the requested one is not available; `settled` where another one is open
 * @throws the signal's reason where setting up is aborted
 */
export async function openBackend(wanted: EngineChoice, options: OpenOptions): Promise<BackendChoice> {
  if (!opened) {
    const choice = choose(wanted, options);
    opened = choice;
    choice.catch(() => {
      opened = undefined;
    });
    return choice;
  }
  const choice = await opened;
  const { name, threads, oneDnn, library } = choice.backend;
  const same = (asked: unknown, found: unknown) => asked === undefined || name === 'wasm' || asked === found;
  if ((wanted === 'auto' || wanted === name) && same(options.threads, threads) && same(options.oneDnn, oneDnn)) return choice;
  throw new BackendError('settled', { library, threads });
}

async function choose(wanted: EngineChoice, options: OpenOptions): Promise<BackendChoice> {
  const { scene = realScene() } = options;
  if (wanted === 'wasm') {
    const backend = await openWasm();
    return { backend, reason: textOf('asked', { library: backend.library }), ...(await fasterThanWasm(scene)) };
  }
  const native = await nativeOrWhyNot(wanted, scene, options);
  const backend = native instanceof BackendError ? native : await openNative(native, options).catch(asError);
  if (!(backend instanceof BackendError))
    return { backend, reason: wanted === 'auto' ? textOf('nativeReady') : textOf('asked', { library: backend.library }) };
  if (wanted === 'native') throw backend;
  const wasm = await openWasm();
  if (backend.code === 'notSetUp') return { backend: wasm, reason: backend.text, ...(await fasterThanWasm(scene)) };
  return { backend: wasm, reason: textOf('wasmBecause', { why: backend.text }), faster: textOf('fasterMended') };
}

async function nativeOrWhyNot(wanted: EngineChoice, scene: Scene, options: OpenOptions): Promise<Native | BackendError> {
  const { onProgress, setUp = true, signal } = options;
  let broken: BackendError | undefined;
  try {
    const found = await findNative(scene);
    if (found) return found;
  } catch (error) {
    broken = asError(error);
  }
  if (!setUp) return broken ?? new BackendError('notSetUp');
  const failed = wanted === 'auto' ? await lastFailure(scene) : undefined;
  if (failed) return new BackendError('failedBefore', { why: failed });
  try {
    return await setUpNative({ onProgress, signal }, scene);
  } catch (error) {
    signal?.throwIfAborted();
    return asError(error);
  }
}

/** Any error of a backend, as the reason for using another one. */
function asError(error: unknown): BackendError {
  if (error instanceof BackendError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new BackendError('unexpected', { reason }, { cause: error });
}

async function fasterThanWasm(scene: Scene): Promise<{ readonly faster: LocalizedText }> {
  if (await looksSetUp(scene)) return { faster: textOf('fasterHere') };
  const { how, missing } = await prospect(scene);
  return { faster: how ? textOf('fasterSetUp', { how }) : textOf('fasterAfter', { why: sentences(missing) }) };
}

function sentences(texts: readonly LocalizedText[]): LocalizedText {
  return { en: texts.map(({ en }) => en).join(' '), es: texts.map(({ es }) => es).join(' ') };
}

/** A backend on this machine: the parts that it has, those that are missing, and the way to get them. */
export interface BackendDescription extends Prospect {
  readonly name: EngineName;
  readonly ready: boolean;
}

/** Looks at every backend without opening one, or setting one up. */
export async function describeBackends(scene: Scene = realScene()): Promise<readonly BackendDescription[]> {
  return [await describeNative(scene), describeWasm()];
}

async function describeNative(scene: Scene): Promise<BackendDescription> {
  let broken: readonly LocalizedText[] = [];
  try {
    const native = await findNative(scene);
    if (native) {
      const { version, folder, oneDnn } = native;
      const there = textOf('has.native', { library: `libtensorflow ${version}`, folder, disk: bytes(await diskUse(native)) });
      return { name: 'native', ready: true, there: [there, ...(oneDnn ? oneDnnWords(oneDnn) : [])], missing: [] };
    }
  } catch (error) {
    broken = [asError(error).text];
  }
  const [found, failed] = [await prospect(scene), await lastFailure(scene)];
  const last = failed ? [textOf('why.last', { why: failed })] : [];
  return { ...found, name: 'native', ready: false, missing: [...broken, ...found.missing, ...last] };
}

function oneDnnWords(times: OneDnnTimes): readonly LocalizedText[] {
  const ms = (time: number) => time.toFixed(1);
  const values = { on: ms(times.on), off: ms(times.off) };
  return [
    textOf(usesOneDnn(times) ? 'has.oneDnn' : 'has.oneDnnOff', values),
    ...(isReliable(times) ? [] : [textOf('has.oneDnnUnsure')]),
  ];
}

function describeWasm(): BackendDescription {
  try {
    const { version } = packageOf('@tensorflow/tfjs-backend-wasm');
    return { name: 'wasm', ready: true, there: [textOf('has.wasm', { library: `tfjs WASM ${version}` })], missing: [] };
  } catch (error) {
    return { name: 'wasm', ready: false, there: [], missing: [asError(error).text] };
  }
}
