import type * as tfjs from '@tensorflow/tfjs';
import type { ActivationName } from '../../layers/activations/index';
import type { Interval } from '../../layers/support/interval';
import type { Tf } from '../../layers/support/kind';
import type { Builder, Value } from '../../plan/builder';
import type { TASKS } from '../tasks/index';

/** The loss of a batch, a scalar, and the gradient of the output. */
export interface LossPass {
  readonly loss: Value;
  gradient(): Value;
}

/** Everything that is true of one loss: a mean over all values of a batch, as PyTorch defines it. */
export interface LossKind<N extends string = string> {
  /** The name in documents. */
  readonly name: N;
  /** The tasks that it can train. */
  readonly tasks: readonly (typeof TASKS)[number]['name'][];
  /** The domain of the output and of the target. */
  readonly output: Interval;
  readonly target: Interval;
  /** The activation that it applies to the output by itself: it takes logits. */
  readonly applies?: ActivationName;
  /** Writes the native engine's operations. The target is an image of the output's shape, or labels, int32 [batch]. */
  kernel(b: Builder, output: Value, target: Value): LossPass;
  /** The loss in tfjs, a scalar, of the same tensors. */
  compute(tf: Tf, output: tfjs.Tensor, target: tfjs.Tensor): tfjs.Tensor;
  readonly source: {
    /** The expression of PyTorch's module. */
    readonly pytorch: string;
    /** The expression of Keras's loss. */
    readonly keras: string;
    /** The lines of a comment in the Keras script, if the two differ. */
    readonly kerasRemark?: readonly string[];
  };
}

/** Checks a definition's types and keeps its name as one. */
export function defineLoss<const N extends string>(definition: LossKind<N>): LossKind<N> {
  return definition;
}
