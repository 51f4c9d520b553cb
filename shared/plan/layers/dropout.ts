import { z } from 'zod';
import type { Builder, Value } from '../builder';
import { cast, type } from '../ops';
import { dropoutKeys } from '../random';
import { reshaped } from '../reshaping';
import { type LayerKernel, product, stage } from '../stage';

const schema = z.object({ rate: z.number() });

/** A rate in steps of 2⁻¹⁶: a value is set to 0 where its 16 random bits are below this. */
export const dropoutThreshold = (rate: number): number => Math.round(rate * 2 ** 16);

/** Dropout, whose mask is a function of the seed, the node and the step. */
export const dropout: LayerKernel = (context) => {
  const { rate } = schema.parse(context.params);
  if (!context.training || rate === 0) return [];
  const drop = stage((b, x) => {
    const keys = b.feed('int32', [2], ({ step }) => dropoutKeys(context.seed, context.id, step.step));
    const least = b.op('Cast', cast('int32', 'uint16'), [b.axis(dropoutThreshold(rate))], [], 'uint16');
    const kept = b.op('GreaterEqual', [type('T', 'uint16')], [bits(b, keys, x.shape), least], x.shape, 'bool');
    const mask = b.map('Mul', [b.op('Cast', cast('bool', 'float32'), [kept], x.shape), b.scalar(1 / (1 - rate))]);
    return { out: b.map('Mul', [x, mask]), backward: (gradient) => b.map('Mul', [gradient, mask]) };
  });
  return [{ ...drop, random: true }];
};

/** 16 random bits for each value of a shape. They are drawn 32 at a time: drawing is what takes the time. */
function bits(b: Builder, keys: Value, shape: readonly number[]): Value {
  const count = product(shape);
  const draws = Math.ceil(count / 2);
  const types = [type('dtype', 'int32'), type('T', 'int32'), type('Tseed', 'int32')];
  const drawn = b.op('StatelessRandomUniformFullInt', types, [b.ints([draws]), keys], [draws], 'int32');
  const halves = b.op('Bitcast', [type('T', 'int32'), type('type', 'uint16')], [drawn], [draws, 2], 'uint16');
  const row = reshaped(b, halves, [2 * draws]);
  const enough =
    count === 2 * draws
      ? row
      : b.op('Slice', [type('T', 'uint16'), type('Index', 'int32')], [row, b.ints([0]), b.ints([count])], [count], 'uint16');
  return reshaped(b, enough, shape);
}
