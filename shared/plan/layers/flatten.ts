import { channelsFirst, channelsLast, reshaped, transposed } from '../reshaping';
import { batchOf, type LayerKernel, stage } from '../stage';

/** A vector of an image in PyTorch's order: C, H, W. */
export const flatten: LayerKernel = ({ count, out: size }) => [
  stage((b, x) => {
    if (x.shape.length === 2) return { out: x, backward: (gradient) => gradient };
    const first = transposed(b, x, channelsFirst);
    return {
      out: reshaped(b, first, batchOf(count, size)),
      backward: (gradient) => transposed(b, reshaped(b, gradient, first.shape), channelsLast),
    };
  }),
];
