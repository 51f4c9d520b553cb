import type { Builder, Value } from './builder';
import { flag, type } from './ops';

/** The sum of all values, a scalar. */
export function sumOf(b: Builder, x: Value): Value {
  const attributes = [type('T', 'float32'), type('Tidx', 'int32'), flag('keep_dims', false)];
  return b.op('Sum', attributes, [x, b.ints([...x.shape.keys()])], []);
}
