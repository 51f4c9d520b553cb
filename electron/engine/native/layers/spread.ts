import type { Pair } from '../../../../shared/layers/support/shape';
import { reach } from '../../../../shared/layers/support/window';
import type { Builder, Value } from '../builder';
import { FLOATS, int, type } from '../ops';

/**
 * Puts zeros between the cells of two neighbouring axes, `steps` − 1 of them: a kernel [kH, kW, …] becomes its dilated form, an image
 * [N, H, W, C], from axis 1 on, what a stride of that many pixels would have read. `axis` is the first of the two.
 */
export function spread(b: Builder, x: Value, steps: Pair, axis: 0 | 1): Value {
  if (steps.every((step) => step === 1)) return x;
  return b.op(
    'StridedSliceGrad',
    SLICE,
    [b.ints(spreadShape(x.shape, steps, axis)), ...bounds(b, x.shape, steps, axis), x],
    spreadShape(x.shape, steps, axis),
  );
}

/** Takes the cells again: of x, of the shape that was spread. */
export function gathered(b: Builder, x: Value, shape: readonly number[], steps: Pair, axis: 0 | 1): Value {
  if (steps.every((step) => step === 1)) return x;
  return b.op('StridedSlice', SLICE, [x, ...bounds(b, shape, steps, axis)], shape);
}

const MASKS = ['begin_mask', 'end_mask', 'ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask'].map((name) => int(name, 0));
const SLICE = [...FLOATS, type('Index', 'int32'), ...MASKS];

function spreadShape(shape: readonly number[], steps: Pair, axis: 0 | 1): readonly number[] {
  return shape.map((size, index) => (index === axis || index === axis + 1 ? reach(size, steps[index === axis ? 0 : 1]) : size));
}

/** Begin, end and steps of the cells in what is spread. */
function bounds(b: Builder, shape: readonly number[], steps: Pair, axis: 0 | 1): readonly Value[] {
  const strides = shape.map((_, index) => (index === axis ? steps[0] : index === axis + 1 ? steps[1] : 1));
  return [b.ints(shape.map(() => 0)), b.ints(spreadShape(shape, steps, axis)), b.ints(strides)];
}
