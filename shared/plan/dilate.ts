import type { Builder, Value } from './builder';
import { FLOATS, int, type } from './ops';
import type { Pair } from './pair';

/**
 * Inserts `steps` − 1 zeros between the cells of two neighbouring axes, `axis` and the one after it: axis 0 dilates a kernel
 * [kH, kW, …], axis 1 an image [N, H, W, C].
 */
export function dilate(b: Builder, x: Value, steps: Pair, axis: 0 | 1): Value {
  if (steps.every((step) => step === 1)) return x;
  return b.op(
    'StridedSliceGrad',
    SLICE,
    [b.ints(dilatedShape(x.shape, steps, axis)), ...bounds(b, x.shape, steps, axis), x],
    dilatedShape(x.shape, steps, axis),
  );
}

/** The inverse: takes the cells of a dilated x that are not inserted zeros. `shape` is the result's. */
export function undilate(b: Builder, x: Value, shape: readonly number[], steps: Pair, axis: 0 | 1): Value {
  if (steps.every((step) => step === 1)) return x;
  return b.op('StridedSlice', SLICE, [x, ...bounds(b, shape, steps, axis)], shape);
}

/** The number of cells that a dilated kernel covers: dilation·(kernel − 1) + 1. Dumoulin and Visin (2018), section 5.1. */
export function reach(kernel: number, dilation: number): number {
  return dilation * (kernel - 1) + 1;
}

const MASKS = ['begin_mask', 'end_mask', 'ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask'].map((name) => int(name, 0));
const SLICE = [...FLOATS, type('Index', 'int32'), ...MASKS];

function dilatedShape(shape: readonly number[], steps: Pair, axis: 0 | 1): readonly number[] {
  return shape.map((size, index) => (index === axis || index === axis + 1 ? reach(size, steps[index === axis ? 0 : 1]) : size));
}

/** Begin, end and strides of the original cells in the dilated tensor. */
function bounds(b: Builder, shape: readonly number[], steps: Pair, axis: 0 | 1): readonly Value[] {
  const strides = shape.map((_, index) => (index === axis ? steps[0] : index === axis + 1 ? steps[1] : 1));
  return [b.ints(shape.map(() => 0)), b.ints(dilatedShape(shape, steps, axis)), b.ints(strides)];
}
