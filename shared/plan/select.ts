import type { Builder, Value } from './builder';
import { FLOATS } from './ops';

/** True where x is greater than a number. */
export function greater(b: Builder, x: Value, number: number): Value {
  return b.op('Greater', FLOATS, [x, b.scalar(number)], x.shape, 'bool');
}

/** The values of `a` where the condition is true, and of `c` elsewhere. */
export function select(b: Builder, condition: Value, a: Value, c: Value): Value {
  return b.op('SelectV2', FLOATS, [condition, a, c], condition.shape);
}
