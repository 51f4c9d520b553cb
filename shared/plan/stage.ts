import type { Builder, Value } from './builder';

/** The result of a stage's forward pass, and its backward pass. */
export interface Pass {
  readonly out: Value;
  /**
   * Writes the gradients of the weights, and returns those of the inputs that are wanted.
   * @param gradient the gradient of `out`
   * @param wanted for each input, true if a layer before it learns
   */
  backward(gradient: Value, wanted: readonly boolean[]): readonly (Value | undefined)[];
}

/** A part of a layer. The stages of a layer run one after another; all but the first take one input. */
export interface Stage {
  /**
   * `monotonic`: an elementwise function that never falls. `maximum`: a maximum over values of one channel. The two can be exchanged:
   * a monotonic stage before a maximum runs after it, on fewer values.
   */
  readonly nature?: 'monotonic' | 'maximum';
  /** True if it has weights. */
  readonly weighted?: true;
  /** True if it draws random numbers, so that its output for the same image differs at every step. */
  readonly random?: true;
  /** @param learning true if a layer before it learns, so that there will be a backward pass */
  forward(b: Builder, ins: readonly Value[], learning: boolean): Pass;
}

/** Everything that a layer's kernel needs to know of the plan. */
export interface LayerContext {
  /** The node's id. */
  readonly id: string;
  /** Sizes without the batch axis. */
  readonly ins: readonly (readonly number[])[];
  readonly out: readonly number[];
  /** Images of the batch. */
  readonly count: number;
  /** True if the plan trains: Dropout and BatchNorm behave differently then. */
  readonly training: boolean;
  /** True if the layer's weights, if it has any, are trained. */
  readonly learns: boolean;
  /** True if the only consumer is a training BatchNorm, which cancels this layer's bias. */
  readonly biasCancelled: boolean;
  readonly seed: number;
  /** The value of a weight before the plan changes it. */
  weight(b: Builder, name: string): Value;
  /** The variable that holds a weight of the layer. */
  variable(name: string): string;
  /** Receives the gradient of a weight. */
  gradient(name: string, gradient: Value): void;
}

/** The native engine's implementation of a kind of layer: the stages of one layer, in order. */
export type LayerKernel<P> = (p: P, context: LayerContext) => readonly Stage[];

/** A stage with one input, as a function of it. */
export function stage(
  forward: (b: Builder, x: Value, learning: boolean) => { readonly out: Value; backward(gradient: Value): Value },
  nature?: Stage['nature'],
): Stage {
  return {
    ...(nature ? { nature } : {}),
    forward(b, ins, learning) {
      const [x, ...others] = ins;
      if (!x || others.length > 0) throw new Error(`expected one input, got ${ins.length}`);
      const { out, backward } = forward(b, x, learning);
      return { out, backward: (gradient, [wanted]) => [wanted ? backward(gradient) : undefined] };
    },
  };
}

/** The shape of a batch of tensors of this size. */
export const batchOf = (count: number, size: readonly number[]): readonly number[] => [count, ...size];

/** The number of values in a tensor of these sizes. */
export const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
