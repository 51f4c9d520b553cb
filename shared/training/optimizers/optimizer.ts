import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Params, Tf } from '../../layers/support/kind';
import type { Builder, Step, Value } from '../../plan/builder';

/** Everything that is true of one optimizer, as PyTorch computes it. */
export interface OptimizerKind<P extends Params = Params> {
  /** The name in documents, which is PyTorch's. */
  readonly name: string;
  /** Its parameters with their defaults and ranges, made by the functions of params.ts. The learning rate is none of them. */
  readonly params: z.ZodObject;
  /** The tensors that it keeps for each weight, of the weight's shape, 0 at first: part of a checkpoint. */
  slots(p: P): readonly string[];
  /** Tensors of the same shape that the native engine needs room for, and a checkpoint does not have. */
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
    /** A comment of the Keras script, where the two differ: its lines. */
    readonly kerasRemark?: readonly string[];
  };
}

type Definition<N extends string, S extends z.ZodRawShape> = Omit<OptimizerKind<z.output<z.ZodObject<S>>>, 'params'> & {
  readonly name: N;
  readonly params: z.ZodObject<S>;
};

/**
 * Checks a definition's types and erases those of its parameters, so that all optimizers fit in one registry. `schema` reads it in a
 * document: its name under `kind`, and its parameters.
 */
export function defineOptimizer<const N extends string, S extends z.ZodRawShape>(definition: Definition<N, S>) {
  const schema = z.object({ kind: z.literal(definition.name), ...definition.params.shape });
  const kind: OptimizerKind & { readonly name: N } = definition;
  return { ...kind, schema };
}

const rates = new WeakMap<Builder, Value>();

/** The learning rate of the step, a scalar. It is written once. */
export function rateOf(b: Builder): Value {
  const rate = rates.get(b) ?? b.feed('float32', [], ({ step }) => new Float32Array([step.learningRate]));
  rates.set(b, rate);
  return rate;
}
