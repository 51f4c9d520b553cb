import type * as tfjs from '@tensorflow/tfjs';
import type { z } from 'zod';
import type { Params, Tf } from '../../layers/support/kind';
import type { Builder, Step, Value } from '../../plan/builder';
import { type Definition, schemaOf } from '../../registry/configured';

/** Everything that is true of one optimizer, as PyTorch computes it. */
export interface OptimizerKind<P extends Params = Params> {
  /** The name in documents, which is PyTorch's. */
  readonly name: string;
  /** Its parameters with their defaults and ranges, made by the functions of params.ts. The learning rate is not among them. */
  readonly params: z.ZodObject;
  /** The names of its state for each weight: tensors of the weight's shape, initially 0, saved in checkpoints. */
  slots(p: P): readonly string[];
  /** The number of further tensors of the same shape that the native engine allocates, which are not in checkpoints. */
  scratch?(p: P): readonly string[];
  /** Writes the native engine's update of one variable. `name/slot` is the variable of a slot. */
  update(b: Builder, name: string, gradient: Value, p: P): void;
  /** The same update in tfjs: the new weights, then the new slots. */
  compute(
    tf: Tf,
    weights: tfjs.Tensor,
    gradient: tfjs.Tensor,
    slots: readonly tfjs.Tensor[],
    step: Step,
    p: P,
  ): readonly tfjs.Tensor[];
  readonly source: {
    /** The expression of PyTorch's optimizer of these parameters; the script has a LEARNING_RATE. */
    pytorch(parameters: string, p: P): string;
    /** The expression of Keras's optimizer. */
    keras(p: P): string;
    /** The lines of a comment in the Keras script, if the two differ. */
    readonly kerasRemark?: readonly string[];
  };
}

/**
 * Checks a definition's types and erases those of its parameters, so that all optimizers fit in one registry. `schema` reads it in a
 * document: its name under `kind`, and its parameters.
 */
export function defineOptimizer<const N extends string, S extends z.ZodRawShape>(
  definition: Definition<OptimizerKind<z.output<z.ZodObject<S>>>, N, S>,
) {
  const kind: OptimizerKind & { readonly name: N } = definition;
  return { ...kind, schema: schemaOf(definition) };
}

/** The learning rate of the step, a scalar. It is fed once. */
export function rateOf(b: Builder): Value {
  return b.once('learning rate', () => b.feed('float32', [], ({ step }) => new Float32Array([step.learningRate])));
}
