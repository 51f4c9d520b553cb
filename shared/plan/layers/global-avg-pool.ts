import { FLOATS, flag, type } from '../ops';
import { type LayerKernel, stage } from '../stage';

/** The mean of each channel: its gradient goes to all pixels alike. */
export const globalAvgPool: LayerKernel = () => [
  stage((b, x) => {
    const [count = 0, height = 0, width = 0, channels = 0] = x.shape;
    return {
      out: b.op('Mean', [...FLOATS, type('Tidx', 'int32'), flag('keep_dims', false)], [x, b.ints([1, 2])], [count, channels]),
      backward(gradient) {
        const pixel = b.map('Mul', [gradient, b.scalar(1 / (height * width))]);
        const shape = [count, 1, 1, channels];
        const image = b.op('Reshape', [...FLOATS, type('Tshape', 'int32')], [pixel, b.ints(shape)], shape);
        return b.op('BroadcastTo', [...FLOATS, type('Tidx', 'int32')], [image, b.ints(x.shape)], x.shape);
      },
    };
  }),
];
