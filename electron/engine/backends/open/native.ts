import { createRequire } from 'node:module';
import os from 'node:os';
import util from 'node:util';
import { isMainThread } from 'node:worker_threads';
import type { TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { z } from 'zod';
import { type Backend, BackendError } from '../backend';
import type { Native } from '../setup/native-setup';
import { usesOneDnn } from '../setup/one-dnn';

/** Settings that decide the last bits of results; they are fixed when the library is loaded. */
export interface NativeSettings {
  /** The threads that one operation is spread over: those of the machine by default. */
  readonly threads?: number;
  /** True for oneDNN's kernels; by default, they are used unless they were measured to be slower. */
  readonly oneDnn?: boolean;
}

type Binding = TFJSBinding & { readonly TF_Version: string };

const FUNCTIONS = ['createTensor', 'deleteTensor', 'tensorDataSync', 'executeOp'] as const;

/** A native module's members are not enumerable, so that a schema of an object's properties would not see them. */
const binding = z.custom<Binding>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    FUNCTIONS.every((name) => typeof Reflect.get(value, name) === 'function') &&
    typeof Reflect.get(value, 'TF_Version') === 'string',
  'not the binding of tfjs-node',
);

/**
 * Loads libtensorflow and puts tfjs on it, as importing tfjs-node would, but with a binding from wherever it is, and only after
 * what libtensorflow reads from the environment is settled.
 *
 * @throws BackendError `thread`; the loader's error where the binding cannot be loaded
 */
export async function openNative(
  native: Native,
  { threads = os.availableParallelism(), oneDnn = usesOneDnn(native.oneDnn) }: NativeSettings,
): Promise<Backend> {
  // In a worker's thread a second copy of it would fail, and the environment is the thread's own, which a library does not see.
  if (!isMainThread) throw new BackendError('thread');
  mendUtil();
  const environment = {
    TF_ENABLE_ONEDNN_OPTS: oneDnn ? '1' : '0',
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    OMP_NUM_THREADS: String(threads),
    // Errors alone: by default it prints the processor's features.
    TF_CPP_MIN_LOG_LEVEL: process.env['TF_CPP_MIN_LOG_LEVEL'] ?? '2',
  };
  Object.assign(process.env, environment);
  const loaded = binding.parse(createRequire(import.meta.url)(native.binding));

  const tf = await import('@tensorflow/tfjs');
  await import('@tensorflow/tfjs-node/dist/register_all_kernels.js');
  const { NodeJSKernelBackend } = await import('@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js');
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(loaded, '@tensorflow/tfjs-node'));
  if (!(await tf.setBackend('tensorflow'))) throw new BackendError('wrong', { reason: 'setBackend' });
  return { name: 'native', tf, library: `libtensorflow ${loaded.TF_Version}`, threads, oneDnn, binding: loaded };
}

/** tfjs-node calls two functions of `util` that Node 23 has dropped, and earlier ones complain about. */
function mendUtil(): void {
  const lost = { isNullOrUndefined: (value: unknown) => value === null || value === undefined, isArray: Array.isArray };
  for (const [name, value] of Object.entries(lost))
    Object.defineProperty(util, name, { value, configurable: true, writable: true });
}
