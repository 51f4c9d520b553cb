import type { Training } from '../training/config';
import { countsOf, type Inference, sized } from './infer';

/** The engines that an estimate can be made for. */
export type EngineName = 'native' | 'wasm';

/**
 * What was measured of each engine's process, on Linux with Fashion-MNIST in memory: what it holds before a batch comes, and how
 * often it holds the outputs of all layers at once while it learns from one (their gradients and intermediate results included).
 */
const MEASURED: Readonly<Record<EngineName, { readonly base: number; readonly held: number }>> = {
  native: { base: 600e6, held: 4.5 },
  wasm: { base: 300e6, held: 5.1 },
};

/** Images that are validated at a time, of which the outputs of all layers are held once. */
export const VALIDATION_BATCH = 500;

/** Bytes of a float32. */
const FLOAT = 4;

/**
 * The most memory that training a graph will take, in bytes, as far as sizes are known: the outputs of its layers for one batch, or
 * for the images that are validated at a time, beside the weights, their gradients and what the optimizer keeps of them.
 */
export function trainingMemory(inference: Inference, { batchSize, optimizer }: Training, engine: EngineName): number {
  const { base, held } = MEASURED[engine];
  let [outputs, learning, params] = [0, 0, 0];
  for (const inferred of inference.nodes.values()) {
    const counts = countsOf(inferred);
    if (!counts) continue;
    outputs += counts.activations;
    learning += counts.activations * (sized(inferred)?.kind.heldWhileTraining ?? 1);
    params += counts.params;
  }
  const slots = optimizer.kind === 'Adam' ? 2 : 1;
  const batches = Math.max(batchSize * learning * held, VALIDATION_BATCH * outputs);
  return base + FLOAT * (batches + params * (2 + slots));
}
