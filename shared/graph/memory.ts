import type { Training } from '../training/config';
import { optimizerOf } from '../training/optimizers/index';
import { countsOf, type Inference } from './infer';
import { liveGraph } from './live';

/** The engines that an estimate can be made for. */
export type EngineName = 'native' | 'wasm';

/**
 * What was measured of each engine's process, on Linux with Fashion-MNIST in memory: what it holds before a batch comes, how often it
 * holds the outputs of all layers at once while it learns from one (their gradients and intermediate results included), how much
 * of them while it validates, and whether layers that are made of many steps hold more. The native plan has such layers in one step,
 * and frees each tensor when nothing needs it any more.
 */
const MEASURED: Readonly<
  Record<EngineName, { readonly base: number; readonly held: number; readonly validating: number; readonly composed: boolean }>
> = {
  native: { base: 600e6, held: 2, validating: 0.6, composed: false },
  wasm: { base: 300e6, held: 5.1, validating: 1, composed: true },
};

/** Images that are validated at a time. */
export const VALIDATION_BATCH = 500;

/** Bytes of a float32. */
const FLOAT = 4;

/**
 * The most memory that training a graph will take, in bytes, as far as sizes are known: the outputs of its layers for one batch, or
 * for the images that are validated at a time, beside the weights, their gradients and what the optimizer keeps of them.
 */
export function trainingMemory(inference: Inference, { batchSize, optimizer }: Training, engine: EngineName): number {
  const { base, held, validating, composed } = MEASURED[engine];
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
  return base + FLOAT * (batches + params * (2 + slots));
}
