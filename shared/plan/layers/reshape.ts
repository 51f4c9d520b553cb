import { channelsFirst, channelsLast, reshaped, transposed } from '../reshaping';
import { type LayerKernel, stage } from '../stage';

/** The same values in another size, in PyTorch's order: C, H, W. */
export const reshape: LayerKernel = ({ count, out: [height = 0, width = 0, channels = 0] }) => [
  stage((b, x) => {
    const image = x.shape.length === 4;
    const first = image ? transposed(b, x, channelsFirst) : x;
    const shape = [count, channels, height, width];
    return {
      out: transposed(b, reshaped(b, first, shape), channelsLast),
      backward(gradient) {
        const back = reshaped(b, transposed(b, gradient, channelsFirst), first.shape);
        return image ? transposed(b, back, channelsLast) : back;
      },
    };
  }),
];
