import type { Interval } from './interval';
import { type Formula, ShapeError } from './kind';
import { only, type Shape, volume } from './shape';
import { imageOf } from './window';

/** The parts of a global pooling's definition that do not depend on what it keeps of a channel: [H, W, C] becomes [C]. */
export const GLOBAL_POOLING = {
  family: 'pooling',
  inputs: { min: 1, max: 1 },
  next: ['Linear'],
  inferShape(_: object, [input]: readonly Shape[]): Shape | ShapeError<'needsImage'> {
    const image = imageOf(input);
    return image instanceof ShapeError ? image : [image[2]];
  },
  explain: (_: object, ins: readonly Shape[], out: Shape): Formula => ({
    letters: 'H×W×C → C',
    numbers: [`${only(ins).join('×')} → ${out[0]}`],
  }),
  weights: () => [],
  flops: (_: object, ins: readonly Shape[]) => volume(only(ins)),
  range: (_: object, ins: readonly Interval[]) => only(ins),
  stock: (): true => true,
  summary: () => [],
} as const;
