import { dilate, reach, undilate } from './dilate';
import { padCrop } from './pad-crop';
import type { Pair } from './pair';
import { type Stage, stage } from './stage';

/** Keeps every stride-th row and column of an image, `size` of them. */
export function subsample([height, width]: Pair, stride: Pair): Stage {
  return stage((b, x) => {
    const shape = [x.shape[0] ?? 0, height, width, x.shape[3] ?? 0];
    const all = { rows: x.shape[1] ?? 0, columns: x.shape[2] ?? 0 };
    return {
      out: undilate(b, x, shape, stride, 1),
      backward: (gradient) => {
        const [tall, wide] = [reach(height, stride[0]), reach(width, stride[1])];
        return padCrop(b, dilate(b, gradient, stride, 1), { rows: [0, all.rows - tall], columns: [0, all.columns - wide] });
      },
    };
  });
}
