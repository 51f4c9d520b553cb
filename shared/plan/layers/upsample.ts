import { FLOATS, flag } from '../ops';
import { batchOf, type LayerKernel, stage } from '../stage';

const PLAIN = [flag('align_corners', false), flag('half_pixel_centers', false)];

/** Repeats each pixel; the gradients of its copies are added up. */
export const upsample: LayerKernel = ({ count, out: size }) => [
  stage((b, x) => {
    const [, height = 0, width = 0] = x.shape;
    const [tall = 0, wide = 0] = size;
    return {
      out: b.op('ResizeNearestNeighbor', [...FLOATS, ...PLAIN], [x, b.ints([tall, wide])], batchOf(count, size)),
      backward: (gradient) =>
        b.op('ResizeNearestNeighborGrad', [...FLOATS, ...PLAIN], [gradient, b.ints([height, width])], x.shape),
    };
  }),
];
