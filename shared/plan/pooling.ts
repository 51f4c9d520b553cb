import { type Attribute, ints, NHWC, text, type } from './ops';
import type { Pair } from './pair';

/** The attributes of a pooling without padding. */
export function poolingAttributes(kernel: Pair, stride: Pair): readonly Attribute[] {
  return [
    type('T', 'float32'),
    ints('ksize', [1, ...kernel, 1]),
    ints('strides', [1, ...stride, 1]),
    text('padding', 'VALID'),
    NHWC,
  ];
}
