import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tf } from '../../../../shared/layers/support/kind';
import { batchMatMul } from './batch-mat-mul';
import { batchNormTraining, batchNormTrainingGrad } from './batch-norm-training';
import { conv2dBackpropFilter } from './conv2d-backprop-filter';
import { conv2dBackpropInput } from './conv2d-backprop-input';
import { maxPoolGrad } from './max-pool-grad';
import { slice } from './slice';
import { mean, sum } from './sum';
import { tile } from './tile';

/** The kernels for training that tfjs's WebAssembly backend lacks, computes wrongly, or computes too slowly. */
const KERNELS = [
  ...[batchMatMul, batchNormTraining, batchNormTrainingGrad, conv2dBackpropFilter, conv2dBackpropInput],
  ...[maxPoolGrad, mean, slice, sum, tile],
];

const done = new WeakSet<BackendWasm>();

/** Registers the kernels for training with the WebAssembly backend, which must be running. */
export function registerTrainingKernels(tf: Tf, backend: BackendWasm): void {
  if (done.has(backend)) return;
  done.add(backend);
  for (const { name, make } of KERNELS) {
    const stock = tf.getKernel(name, 'wasm');
    if (stock) tf.unregisterKernel(name, 'wasm');
    tf.registerKernel({
      ...stock,
      kernelName: name,
      backendName: 'wasm',
      kernelFunc: make({ tf, backend, stock: stock?.kernelFunc }),
    });
  }
}
