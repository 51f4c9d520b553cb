import { pair, tensor4D, windowAttrs } from './convolution';
import { floatsOf, type Kernel } from './kernel';

const attrsSchema = windowAttrs.extend({ filterSize: pair });

/**
 * The gradient of max pooling with respect to its input, [N, H, W, C]: each window's gradient goes to the first of its largest values, as
 * in PyTorch. tfjs's own kernel gives it to the last one, and if no value of a window is above 0, as often after a ReLU, to the first
 * value of the batch.
 */
export const maxPoolGrad: Kernel = {
  name: 'MaxPoolGrad',
  make:
    ({ tf, backend }) =>
    ({ inputs, attrs }) => {
      const [dy, x] = [tensor4D(tf, inputs, 'dy'), tensor4D(tf, inputs, 'input')];
      const { filterSize, strides, pad, dimRoundingMode } = attrsSchema.parse(attrs);
      const { padInfo } = tf.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode);
      const [[, height, width, channels], [batch, rows, columns]] = [x.shape, dy.shape];
      const dx = backend.makeOutput(x.shape, 'float32');
      const [given, values, found] = [dy, x, dx].map((tensor) => floatsOf(backend, tensor));
      if (!given || !values || !found) throw new Error('three tensors have three views');
      found.fill(0);

      /** The positions of the values of one window's first channel. */
      const places = new Int32Array(filterSize[0] * filterSize[1]);
      let at = 0;
      for (let image = 0; image < batch; image++)
        for (let row = 0; row < rows; row++)
          for (let column = 0; column < columns; column++) {
            const [top, left] = [row * strides[0] - padInfo.top, column * strides[1] - padInfo.left];
            let count = 0;
            for (let y = Math.max(top, 0); y < Math.min(top + filterSize[0], height); y++)
              for (let z = Math.max(left, 0); z < Math.min(left + filterSize[1], width); z++)
                places[count++] = ((image * height + y) * width + z) * channels;
            for (let channel = 0; channel < channels; channel++, at++) {
              let [largest, to] = [Number.NEGATIVE_INFINITY, -1];
              for (let place = 0; place < count; place++) {
                const from = (places[place] ?? 0) + channel;
                const value = values[from] ?? 0;
                // NaN counts as the largest value, so that it propagates.
                if (value <= largest) continue;
                largest = value;
                to = from;
              }
              if (to >= 0) found[to] = (found[to] ?? 0) + (given[at] ?? 0);
            }
          }
      return dx;
    },
};
