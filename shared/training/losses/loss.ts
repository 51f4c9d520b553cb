import type * as tfjs from '@tensorflow/tfjs';
import type { z } from 'zod';
import type { ActivationName } from '../../layers/activations/index';
import type { Interval } from '../../layers/support/interval';
import type { Params, Tf } from '../../layers/support/kind';
import type { Builder, Value } from '../../plan/builder';
import { type Definition, schemaOf } from '../../registry/configured';
import type { TASKS } from '../tasks/index';

/** The loss of a batch, a scalar, and the gradient of the output. */
export interface LossPass {
  readonly loss: Value;
  gradient(): Value;
}

/** Everything that is true of one loss: a mean over all values of a batch, as PyTorch defines it. */
export interface LossKind<P extends Params = Params> {
  /** The name in documents. */
  readonly name: string;
  /** Its parameters with their defaults and ranges, made by the functions of params.ts. */
  readonly params: z.ZodObject;
  /** The tasks that it can train. */
  readonly tasks: readonly (typeof TASKS)[number]['name'][];
  /** The domain of the output and of the target. */
  readonly output: Interval;
  readonly target: Interval;
  /** The activation that it applies to the output by itself: it takes logits. */
  readonly applies?: ActivationName;
  /** Writes the native engine's operations. The target is an image of the output's shape, or labels, int32 [batch]. */
  kernel(b: Builder, output: Value, target: Value, p: P): LossPass;
  /** The loss in tfjs, a scalar, of the same tensors. */
  compute(tf: Tf, output: tfjs.Tensor, target: tfjs.Tensor, p: P): tfjs.Tensor;
  readonly source: {
    /** The expression of PyTorch's module. */
    pytorch(p: P): string;
    /** The expression of Keras's loss. */
    keras(p: P): string;
    /** The lines of a comment in the Keras script, if the two differ. */
    readonly kerasRemark?: readonly string[];
  };
}

/**
 * Checks a definition's types and erases those of its parameters, so that all losses fit in one registry. `schema` reads it in a
 * document: its name under `kind`, and its parameters.
 */
export function defineLoss<const N extends string, S extends z.ZodRawShape>(
  definition: Definition<LossKind<z.output<z.ZodObject<S>>>, N, S>,
) {
  const kind: LossKind & { readonly name: N } = definition;
  return { ...kind, schema: schemaOf(definition) };
}
