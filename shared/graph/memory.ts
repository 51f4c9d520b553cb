import type { Training } from '../training/config';
import type { EngineName } from '../training/engines';
import { optimizerOf } from '../training/optimizers/index';
import { countsOf, type Inference } from './infer';
import { liveGraph } from './live';

/**
 * Measurements of each engine's process, on Linux with Fashion-MNIST in memory: bytes before the first batch; memory of a training
 * step, as a multiple of the outputs of all layers (gradients and intermediate results included); the same for validation; copies of each
 * weight (the weight itself, its gradient, intermediate results, and those of writing a checkpoint and the model), and further ones for
 * each slot of the optimizer; and true if layers that are computed in several steps take more. The native plan computes these in one step,
 * and frees tensors after their last use.
 */
const MEASURED: Readonly<
  Record<
    EngineName,
    {
      readonly base: number;
      readonly held: number;
      readonly validating: number;
      readonly weight: number;
      readonly slot: number;
      readonly composed: boolean;
    }
  >
> = {
  native: { base: 600e6, held: 2, validating: 0.6, weight: 5, slot: 1.5, composed: false },
  wasm: { base: 300e6, held: 5.1, validating: 1, weight: 8.5, slot: 8.2, composed: true },
};

/** The batch size of validation. */
export const VALIDATION_BATCH = 500;

/** Bytes of a float32. */
const FLOAT = 4;

/**
 * The peak memory of training a graph, in bytes, over the nodes with known sizes: the activations of one training or validation batch,
 * the weights, their gradients, the optimizer's state, and the copies that a checkpoint takes.
 */
export function trainingMemory(inference: Inference, { batchSize, optimizer }: Training, engine: EngineName): number {
  const { base, held, validating, weight, slot, composed } = MEASURED[engine];
  let [outputs, learning, params] = [0, 0, 0];
  for (const { inferred, layer } of liveGraph(inference).nodes.values()) {
    const counts = countsOf(inferred);
    if (!counts) continue;
    outputs += counts.activations;
    learning += counts.activations * (composed ? (layer?.kind.heldWhileTraining ?? 1) : 1);
    params += counts.params;
  }
  const rule = optimizerOf(optimizer);
  const slots = rule.slots(optimizer).length + (engine === 'native' ? (rule.scratch?.(optimizer).length ?? 0) : 0);
  const batches = Math.max(batchSize * learning * held, VALIDATION_BATCH * outputs * validating);
  return base + FLOAT * (batches + params * (weight + slot * slots));
}
