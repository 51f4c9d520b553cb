import type { Builder, Value } from '../builder';

/** An optimizer's update of one variable, as PyTorch computes it. */
export interface OptimizerKernel {
  /** What it keeps of each variable, tensors of its shape that begin at 0: part of a checkpoint. */
  readonly slots: readonly string[];
  /** What it only needs room for. */
  readonly scratch?: readonly string[];
  /** Writes the update. `name/slot` is the variable of a slot. */
  update(b: Builder, name: string, gradient: Value): void;
}
