/** A tensor outside of any backend; the last axis runs fastest. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * All that a model is at one moment, by name: `conv1.kernel` for a node's tensors (in tfjs's axis order), and
 * `conv1.kernel/m` for what the optimizer keeps of them.
 */
export type State = ReadonlyMap<string, PlainTensor>;
