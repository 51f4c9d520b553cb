import type { Pair } from '../../../shared/layers/support/shape';
import type { Builder, Value } from './builder';
import { type } from './ops';
import { type Stage, stage } from './stage';

/** Rows to add above and below, columns to add on the left and on the right; what is below 0 is cut off. */
export interface Frame {
  readonly rows: Pair;
  readonly columns: Pair;
}

const plain = ({ rows, columns }: Frame): boolean => [...rows, ...columns].every((count) => count === 0);
const opposite = ([first, second]: Pair): Pair => [-first, -second];

/** An image [N, H, W, C] in a frame of one value, or cut, or both. What is needed twice is made once. */
export function framed(b: Builder, x: Value, frame: Frame, value = 0): Value {
  return b.once(`frame ${x.id} ${frame.rows} ${frame.columns} ${value}`, () => frameOf(b, x, frame, value));
}

function frameOf(b: Builder, x: Value, frame: Frame, value: number): Value {
  const cut = cropped(b, x, frame);
  const added = [[0, 0], frame.rows, frame.columns, [0, 0]].map((pair) => pair.map((count) => Math.max(count, 0)));
  if (added.flat().every((count) => count === 0)) return cut;
  const shape = cut.shape.map((size, axis) => size + (added[axis] ?? []).reduce((sum, count) => sum + count, 0));
  const paddings = b.constant('int32', [4, 2], Int32Array.from(added.flat()));
  return b.op('PadV2', [type('T', 'float32'), type('Tpaddings', 'int32')], [cut, paddings, b.scalar(value)], shape);
}

function cropped(b: Builder, x: Value, { rows, columns }: Frame): Value {
  const cut = [[0, 0], rows, columns, [0, 0]].map((pair) => pair.map((count) => Math.max(-count, 0)));
  if (cut.flat().every((count) => count === 0)) return x;
  const shape = x.shape.map((size, axis) => size - (cut[axis] ?? []).reduce((sum, count) => sum + count, 0));
  const begin = cut.map(([first = 0]) => first);
  return b.op('Slice', [type('T', 'float32'), type('Index', 'int32')], [x, b.ints(begin), b.ints(shape)], shape);
}

/** A frame as a stage, if there is any. */
export function frameStages(frame: Frame, value = 0): readonly Stage[] {
  if (plain(frame)) return [];
  const back: Frame = { rows: opposite(frame.rows), columns: opposite(frame.columns) };
  return [stage((b, x) => ({ out: framed(b, x, frame, value), backward: (gradient) => framed(b, gradient, back) }))];
}
