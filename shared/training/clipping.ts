import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../layers/support/kind';
import type { Builder, Value } from '../plan/builder';
import { FLOATS, int } from '../plan/ops';

/** The limit of gradients: of their common norm, or of each value. */
export interface Clipping {
  readonly by: 'norm' | 'value';
  readonly at: number;
}

/** PyTorch adds this to the norm. */
const LEAST = 1e-6;

/**
 * Limits gradients in the native engine. By norm, all of them are multiplied by min(1, at / norm), where the norm is that of all values
 * together; by value, each value is cut to ±at. Source: PyTorch `clip_grad_norm_`, `clip_grad_value_`.
 */
export function clipped(b: Builder, gradients: readonly Value[], { by, at }: Clipping): readonly Value[] {
  if (by === 'value') return gradients.map((one) => b.map('ClipByValue', [one, b.scalar(-at), b.scalar(at)]));
  const halves = gradients.map((one) => b.op('L2Loss', FLOATS, [one], []));
  const half = halves.length === 1 && halves[0] ? halves[0] : b.op('AddN', [...FLOATS, int('N', halves.length)], halves, []);
  const norm = b.map('Sqrt', [b.map('Mul', [half, b.scalar(2)])]);
  const part = b.map('RealDiv', [b.scalar(at), b.map('AddV2', [norm, b.scalar(LEAST)])]);
  const scale = b.map('Minimum', [part, b.scalar(1)]);
  return gradients.map((one) => b.map('Mul', [one, scale]));
}

/** The same in tfjs. */
export function clippedTensors(tf: Tf, gradients: readonly tfjs.Tensor[], { by, at }: Clipping): readonly tfjs.Tensor[] {
  if (by === 'value') return gradients.map((one) => tf.clipByValue(one, -at, at));
  const norm = tf.sqrt(tf.addN(gradients.map((one) => tf.sum(tf.square(one)))));
  const scale = tf.minimum(tf.div(at, tf.add(norm, LEAST)), 1);
  return gradients.map((one) => tf.mul(one, scale));
}
