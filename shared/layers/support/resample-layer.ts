import type { Resampling } from '../../plan/resample';
import { statelessLayer } from './stateless-layer';

/** The tfjs layer that multiplies the rows and the columns of images [N, H, W, C] by a matrix each. */
export const resampleLayer = statelessLayer(
  'Resample2D',
  (tf, x, { rows, columns }: Resampling & { readonly name: string }) => {
    const [batch = 0, height = 0, width = 0, channels = 0] = x.shape;
    const matrix = (values: Resampling['rows']) =>
      tf.tensor3d(Float32Array.from(values.flat()), [1, values.length, values[0]?.length ?? 0]);
    const tall = tf.matMul(matrix(rows), tf.reshape(x, [batch, height, width * channels]));
    const whole = tf.matMul(matrix(columns), tf.reshape(tall, [batch * rows.length, width, channels]));
    return tf.reshape(whole, [batch, rows.length, columns.length, channels]);
  },
  { outputShape: ({ rows, columns }, [batch = null, , , channels = null]) => [batch, rows.length, columns.length, channels] },
);
