/** A tensor outside of any backend; the last axis runs fastest. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * The state of a model, by name: `conv1.kernel` for a node's tensors (in tfjs's axis order), and `conv1.kernel/m` for the optimizer's
 * slots.
 */
export type State = ReadonlyMap<string, PlainTensor>;
