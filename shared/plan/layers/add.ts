import { FLOATS, int } from '../ops';
import type { LayerKernel } from '../stage';

/** The sum of several inputs: each has the gradient of the whole. */
export const add: LayerKernel = () => [
  {
    forward: (b, ins) => ({
      out: b.op('AddN', [...FLOATS, int('N', ins.length)], ins, ins[0]?.shape ?? []),
      backward: (gradient) => ins.map(() => gradient),
    }),
  },
];
