import type { Builder, Value } from '../builder';

/** The loss of a batch, a scalar, and how to write its gradient by the output. */
export interface LossPass {
  readonly loss: Value;
  gradient(): Value;
}

/**
 * A loss, the mean over all values, as PyTorch defines it. `target` has the output's shape; for cross-entropy it is the labels,
 * int32 [batch].
 */
export type LossKernel = (b: Builder, output: Value, target: Value) => LossPass;
