import { FLOATS, int, type } from '../ops';
import type { LayerKernel } from '../stage';

/** Channels one after another: each input has its part of the gradient. */
export const concat: LayerKernel = () => [
  {
    forward(b, ins) {
      const before = ins[0]?.shape.slice(0, -1) ?? [];
      const channels = ins.map(({ shape }) => shape.at(-1) ?? 0);
      const starts = channels.map((_, index) => channels.slice(0, index).reduce((sum, count) => sum + count, 0));
      const whole = [...before, channels.reduce((sum, count) => sum + count, 0)];
      const attributes = [...FLOATS, int('N', ins.length), type('Tidx', 'int32')];
      return {
        out: b.op('ConcatV2', attributes, [...ins, b.axis(before.length)], whole),
        backward: (gradient, wanted) =>
          ins.map(({ shape }, index) => {
            if (!wanted[index]) return undefined;
            const begin = [...before.map(() => 0), starts[index] ?? 0];
            return b.op('Slice', [...FLOATS, type('Index', 'int32')], [gradient, b.ints(begin), b.ints(shape)], shape);
          }),
      };
    },
  },
];
