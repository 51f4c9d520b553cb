import type { Builder, Value } from './builder';
import { type } from './ops';
import type { Pair } from './pair';
import { type Stage, stage } from './stage';

/** Rows to add above and below an image, and columns to add on its left and right. Negative numbers crop. */
export interface Padding {
  readonly rows: Pair;
  readonly columns: Pair;
}

const isNone = ({ rows, columns }: Padding): boolean => [...rows, ...columns].every((count) => count === 0);
const negated = ([first, second]: Pair): Pair => [-first, -second];

/** Pads an image [N, H, W, C] with `value`, or crops it, or both. The same padding of the same image is written once. */
export function padCrop(b: Builder, x: Value, padding: Padding, value = 0): Value {
  return b.once(`padding ${x.id} ${padding.rows} ${padding.columns} ${value}`, () => padded(b, x, padding, value));
}

function padded(b: Builder, x: Value, padding: Padding, value: number): Value {
  const cut = cropped(b, x, padding);
  const added = [[0, 0], padding.rows, padding.columns, [0, 0]].map((pair) => pair.map((count) => Math.max(count, 0)));
  if (added.flat().every((count) => count === 0)) return cut;
  const shape = cut.shape.map((size, axis) => size + (added[axis] ?? []).reduce((sum, count) => sum + count, 0));
  const paddings = b.constant('int32', [4, 2], Int32Array.from(added.flat()));
  return b.op('PadV2', [type('T', 'float32'), type('Tpaddings', 'int32')], [cut, paddings, b.scalar(value)], shape);
}

function cropped(b: Builder, x: Value, { rows, columns }: Padding): Value {
  const cut = [[0, 0], rows, columns, [0, 0]].map((pair) => pair.map((count) => Math.max(-count, 0)));
  if (cut.flat().every((count) => count === 0)) return x;
  const shape = x.shape.map((size, axis) => size - (cut[axis] ?? []).reduce((sum, count) => sum + count, 0));
  const begin = cut.map(([first = 0]) => first);
  return b.op('Slice', [type('T', 'float32'), type('Index', 'int32')], [x, b.ints(begin), b.ints(shape)], shape);
}

/** Padding as a stage; no stage if nothing is padded or cropped. */
export function padCropStages(padding: Padding, value = 0): readonly Stage[] {
  if (isNone(padding)) return [];
  const back: Padding = { rows: negated(padding.rows), columns: negated(padding.columns) };
  return [stage((b, x) => ({ out: padCrop(b, x, padding, value), backward: (gradient) => padCrop(b, gradient, back) }))];
}
