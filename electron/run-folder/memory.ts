import { totalmem } from 'node:os';
import type { Inference } from '../../shared/graph/infer';
import { trainingMemory } from '../../shared/graph/memory';
import type { Training } from '../../shared/training/config';
import type { EngineName } from '../../shared/training/engines';
import { RunError } from './error';

/** The memory that processes on this machine may use in all, in bytes: the machine's, or the container's limit. */
export function totalMemory(): number {
  // Node 20 gives 0 without a limit, and a huge number on some systems.
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/**
 * The memory that this process may use, in bytes: what it has and what is free, caches of files included. Other systems than Linux do
 * not count their caches as free.
 */
function ownMemory(): number {
  const total = totalMemory();
  return process.platform === 'linux' ? Math.min(total, process.availableMemory() + process.memoryUsage.rss()) : total;
}

/**
 * Compares the memory that training a graph needs, on the engine that needs least, with what its process may use, in bytes.
 * @param engines the engines that may train it
 * @returns both in GB if it does not fit
 */
export function lackOfMemory(
  inference: Inference,
  training: Training,
  engines: readonly EngineName[],
  there: number,
): { readonly needed: number; readonly there: number } | undefined {
  const needed = Math.min(...engines.map((engine) => trainingMemory(inference, training, engine)));
  return needed > there ? { needed: gigabytes(needed), there: gigabytes(there) } : undefined;
}

/**
 * Refuses to train a graph in this process that does not fit in memory, before the system runs out of it and kills the process.
 * @throws RunError tooLarge
 */
export function needMemory(inference: Inference, training: Training, engine: EngineName): void {
  const lack = lackOfMemory(inference, training, [engine], ownMemory());
  if (lack) throw new RunError('tooLarge', lack);
}

const gigabytes = (bytes: number): number => Math.round(bytes / 1e8) / 10;
