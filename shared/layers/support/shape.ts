/**
 * The size of one tensor, without its batch axis: an image [H, W, C], as in the paper and in tfjs,
 * or a vector [N], as Flatten and Linear make.
 */
export type Shape = ImageShape | VectorShape;
export type ImageShape = readonly [height: number, width: number, channels: number];
export type VectorShape = readonly [length: number];

/** A size as documents and scripts write it: always [H, W, C], a vector of N values as [1, 1, N]. */
export type Triple = readonly [height: number, width: number, channels: number];

/** The largest number of values that a tensor may have for one image: TensorFlow's kernels index with 32 bits. */
export const MOST_VALUES = 2 ** 31 - 1;

/** One value for each of the two axes of an image, height first. */
export type Pair = readonly [height: number, width: number];

/** The two axes, as indices into a `Pair` and into an `ImageShape`. */
export const AXES = [0, 1] as const;
export type Axis = (typeof AXES)[number];

export function isImage(shape: Shape): shape is ImageShape {
  return shape.length === 3;
}

/** The number of values in a tensor of this size. */
export function volume(shape: Shape): number {
  return isImage(shape) ? shape[0] * shape[1] * shape[2] : shape[0];
}

/** The one input of a layer that takes exactly one. Shape inference checks the number of inputs before it asks a kind. */
export function only<T>(ins: readonly T[]): T {
  const [first] = ins;
  if (first === undefined || ins.length !== 1) throw new Error(`expected one input, got ${ins.length}`);
  return first;
}

/** The number of channels: PyTorch's dimension 1, the last axis here. */
export function channelsOf(shape: Shape): number {
  return isImage(shape) ? shape[2] : shape[0];
}

/** The number of cells of a window. */
export function area(pair: Pair): number {
  return pair[0] * pair[1];
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

export function toTriple(shape: Shape): Triple {
  return isImage(shape) ? shape : [1, 1, shape[0]];
}

export function sameTriple(a: Triple, b: Triple): boolean {
  return a.every((size, axis) => size === b[axis]);
}

/** 26×26×16 for an image, 10 for a vector. */
export function formatShape(shape: Shape): string {
  return shape.join('×');
}
