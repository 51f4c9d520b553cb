/** A tensor outside of any backend; the last axis runs fastest. */
export interface PlainTensor {
  readonly shape: readonly number[];
  /** Each read of a model's tensor copies it from the backend, since all of them together would take as much memory as the model. */
  readonly data: Float32Array;
}

/**
 * The state of a model, by name: `conv1.kernel` for a node's tensors (in tfjs's axis order), and `conv1.kernel/m` for the optimizer's
 * slots.
 */
export type State = ReadonlyMap<string, PlainTensor>;

/** A tensor whose data are read whenever they are needed. */
export const lazyTensor = (shape: readonly number[], read: () => Float32Array): PlainTensor => ({
  shape,
  get data() {
    return read();
  },
});

/** True for the name of an optimizer's slot. */
export const isSlot = (name: string): boolean => name.includes('/');
