import path from 'node:path';
import { type Backend, BackendError } from './backend';
import { packageOf } from './setup/packages';
import { registerTrainingKernels } from './wasm-kernels/index';

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
  registerTrainingKernels(tf, backend);
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true;
  return { name: 'wasm', tf, library: `tfjs WASM ${version}${simd ? ', SIMD' : ''}`, threads: wasm.getThreadsCount() };
}

const EVENTS = ['uncaughtException', 'unhandledRejection'] as const;
type Listeners = ReadonlyMap<(typeof EVENTS)[number], readonly unknown[]>;

function listenersNow(): Listeners {
  return new Map(EVENTS.map((event) => [event, process.rawListeners(event)]));
}

/** Emscripten's start-up takes over what happens to a process's errors. That is not for a library to decide. */
function dropListenersSince(before: Listeners): void {
  for (const event of EVENTS)
    for (const listener of process.rawListeners(event))
      if (!before.get(event)?.includes(listener) && isListener(listener)) process.off(event, listener);
}

function isListener(value: unknown): value is () => void {
  return typeof value === 'function';
}
