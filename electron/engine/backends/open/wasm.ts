import path from 'node:path';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { z } from 'zod';
import { type Backend, BackendError } from '../backend';
import { bytes } from '../messages';
import { packageOf } from '../setup/packages';
import { registerTrainingKernels } from '../wasm-kernels/index';

/**
 * Puts tfjs on its WebAssembly backend, with the kernels that training needs and that it does not have. It comes from npm alone and
 * runs wherever Node does. tfjs's published WebAssembly has no threads in Node: what it ships as its threaded build starts one.
 *
 * @throws BackendError `wasmFails`
 */
export async function openWasm(): Promise<Backend> {
  const tf = await import('@tensorflow/tfjs');
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  const { folder, version } = packageOf('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(path.join(folder, 'wasm-out', path.sep));
  const listeners = listenersNow();
  const ready = await tf.setBackend('wasm').catch(() => false);
  dropListenersSince(listeners);
  const backend = ready ? tf.backend() : undefined;
  if (!(backend instanceof wasm.BackendWasm)) throw new BackendError('wasmFails', { reason: `Node ${process.version}` });
  guardMemory(backend);
  registerTrainingKernels(tf, backend);
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true;
  return { name: 'wasm', tf, library: `tfjs WASM ${version}${simd ? ', SIMD' : ''}`, threads: wasm.getThreadsCount() };
}

/** The most of WebAssembly's 4 GiB that tensors may take: operations need the rest. */
const MOST = 3.5 * 2 ** 30;

/**
 * Makes operations throw BackendError `wasmMemory` when memory is full. tfjs does not check its allocations, and would overwrite other
 * tensors.
 */
function guardMemory(backend: BackendWasm): void {
  const wasm = allocator.parse(backend.wasm);
  // Its first call puts the real function in its own place.
  wasm._free(wasm._malloc(1));
  const malloc = wasm._malloc;
  wasm._malloc = (size) => {
    const at = malloc(size);
    // The address is a signed number where it is above 2 GiB.
    if (size === 0 || (at !== 0 && (at >>> 0) + size <= MOST)) return at;
    if (at !== 0) wasm._free(at);
    throw new BackendError('wasmMemory', { most: bytes(MOST) });
  };
}

interface Allocator {
  _malloc(size: number): number;
  _free(at: number): void;
}
const allocator = z.custom<Allocator>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    ['_malloc', '_free'].every((name) => typeof Reflect.get(value, name) === 'function'),
);

const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;
type Listeners = ReadonlyMap<(typeof EVENTS)[number], readonly unknown[]>;

function listenersNow(): Listeners {
  return new Map(EVENTS.map((event) => [event, process.rawListeners(event)]));
}

/** Removes the handlers of uncaught errors that Emscripten installs at start-up. */
function dropListenersSince(before: Listeners): void {
  for (const event of EVENTS)
    for (const listener of process.rawListeners(event))
      if (!before.get(event)?.includes(listener) && isListener(listener)) process.off(event, listener);
}

function isListener(value: unknown): value is () => void {
  return typeof value === 'function';
}
