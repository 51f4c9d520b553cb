import { z } from 'zod';
import { dropoutKeys } from '../../training/random';
import { FLOATS, type } from '../ops';
import { type Lower, stage } from '../stage';

const schema = z.object({ rate: z.number() });

/** Dropout, whose mask is a function of the seed, the node and the step. */
export const dropout: Lower = (site) => {
  const { rate } = schema.parse(site.params);
  if (!site.training || rate === 0) return [];
  const drop = stage((b, x) => {
    const keys = b.feed('int32', [2], ({ step }) => dropoutKeys(site.seed, site.id, step.step));
    const uniform = b.op(
      'StatelessRandomUniform',
      [type('dtype', 'float32'), type('T', 'int32'), type('Tseed', 'int32')],
      [b.ints(x.shape), keys],
      x.shape,
    );
    const kept = b.op('GreaterEqual', FLOATS, [uniform, b.scalar(rate)], x.shape, 'bool');
    const ones = b.op('Cast', [type('SrcT', 'bool'), type('DstT', 'float32')], [kept], x.shape);
    const mask = b.map('Mul', [ones, b.scalar(1 / (1 - rate))]);
    return { out: b.map('Mul', [x, mask]), backward: (gradient) => b.map('Mul', [gradient, mask]) };
  });
  return [{ ...drop, random: true }];
};
