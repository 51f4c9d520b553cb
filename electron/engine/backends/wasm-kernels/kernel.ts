import type * as tfjs from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tf } from '../../../../shared/layers/support/kind';

/** The context that a kernel is made from. */
export interface Surroundings {
  readonly tf: Tf;
  readonly backend: BackendWasm;
  /** tfjs's own kernel of that name, if there is one. */
  readonly stock: tfjs.KernelFunc | undefined;
}

/** A kernel of tfjs's WebAssembly backend that takes the place of its own. */
export interface Kernel {
  readonly name: string;
  make(surroundings: Surroundings): tfjs.KernelFunc;
}

/**
 * The values of a tensor of floats where WebAssembly has them. The view is good until something is allocated there: memory that
 * grows is another memory. So outputs are made first, and nothing is kept.
 */
export function floatsOf(backend: BackendWasm, tensor: tfjs.TensorInfo): Float32Array {
  const values = backend.typedArrayFromHeap(tensor);
  if (values instanceof Float32Array) return values;
  throw new TypeError(`a tensor of ${tensor.dtype}, where one of float32 is needed`);
}

/** An input of a kernel. */
export function inputOf(inputs: tfjs.NamedTensorInfoMap, name: string): tfjs.TensorInfo {
  const found = inputs[name];
  if (!found) throw new TypeError(`there is no input ${name}`);
  return found;
}

/** tfjs's own kernel, for what ours leaves to it. */
export function stockOf({ stock }: Surroundings): tfjs.KernelFunc {
  if (!stock) throw new Error("tfjs's WebAssembly has lost a kernel");
  return stock;
}

export const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
