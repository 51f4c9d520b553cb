import type * as tfjs from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tf } from '../../../../shared/layers/support/kind';

/** The dependencies of a kernel. */
export interface Surroundings {
  readonly tf: Tf;
  readonly backend: BackendWasm;
  /** tfjs's own kernel of that name, if there is one. */
  readonly stock: tfjs.KernelFunc | undefined;
}

/** A kernel that replaces tfjs's own in the WebAssembly backend. */
export interface Kernel {
  readonly name: string;
  make(surroundings: Surroundings): tfjs.KernelFunc;
}

/**
 * A view of the values of a float tensor in WebAssembly's memory. It is valid until the next allocation there, which may move the
 * memory: allocate outputs first, and do not keep the view.
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

/** tfjs's own kernel, for the cases that ours does not handle. */
export function stockOf({ stock }: Surroundings): tfjs.KernelFunc {
  if (!stock) throw new Error("tfjs's WebAssembly has lost a kernel");
  return stock;
}

export const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
