import type { Params } from '../../../shared/layers/support/kind';
import type { Shape } from '../../../shared/layers/support/shape';
import type { Builder, Value } from './builder';

/** What a stage leaves for the way back. */
export interface Pass {
  readonly out: Value;
  /**
   * Writes the gradients by the weights, and gives those by the inputs that are wanted.
   * @param gradient by `out`
   * @param wanted for each input, whether anything before it learns
   */
  backward(gradient: Value, wanted: readonly boolean[]): readonly (Value | undefined)[];
}

/** A part of a layer: several in a row are the layer. All but the first take one input, what the one before them gives. */
export interface Stage {
  /**
   * `rising`: value by value, channel by channel, and where its input grows, its output does not fall. `maximum`: the largest of
   * some values of one channel. A rising stage before a maximum may as well come after it, where there is less to do.
   */
  readonly nature?: 'rising' | 'maximum';
  /** Whether it has weights, which are trained where the node learns. */
  readonly weighted?: true;
  /** Whether it gives something else for the same image each time. */
  readonly random?: true;
  /** @param learning whether anything before it learns: whether there is a way back through it */
  forward(b: Builder, ins: readonly Value[], learning: boolean): Pass;
}

/** A node as the kernels of its kind see it. */
export interface Site {
  readonly id: string;
  readonly params: Params;
  /** Sizes without the batch. */
  readonly ins: readonly Shape[];
  readonly out: Shape;
  /** Images of the batch. */
  readonly count: number;
  /** Whether the plan trains: Dropout and BatchNorm are something else when it does not. */
  readonly training: boolean;
  /** Whether the node's weights, if it has any, are trained. */
  readonly learns: boolean;
  /** Whether nothing but a BatchNorm that trains takes the node's output: it takes the mean away, and any bias with it. */
  readonly centred: boolean;
  readonly seed: number;
  /** A weight as the plan begins. */
  weight(b: Builder, name: string): Value;
  /** The name of a tensor of the node among the variables. */
  variable(name: string): string;
  /** Takes the gradient by a weight. */
  gradient(name: string, gradient: Value): void;
}

/** The kernels of a kind: its stages, in their order. */
export type Lower = (site: Site) => readonly Stage[];

/** A stage with one input, written as a function of it. */
export function stage(
  forward: (b: Builder, x: Value, learning: boolean) => { readonly out: Value; backward(gradient: Value): Value },
  nature?: Stage['nature'],
): Stage {
  return {
    ...(nature ? { nature } : {}),
    forward(b, ins, learning) {
      const { out, backward } = forward(b, only(ins), learning);
      return { out, backward: (gradient, [wanted]) => [wanted ? backward(gradient) : undefined] };
    },
  };
}

export function only<T>(ins: readonly T[]): T {
  const [first] = ins;
  if (first === undefined || ins.length !== 1) throw new Error(`expected one input, got ${ins.length}`);
  return first;
}

/** The shape of a batch of some size. */
export const batchOf = (count: number, size: readonly number[]): readonly number[] => [count, ...size];

export const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
