import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../../../shared/layers/support/kind';

/** The number of images whose class is predicted: logits [batch, classes] against labels [batch]. A scalar. */
export function correctOf(tf: Tf, output: tfjs.Tensor, labels: tfjs.Tensor): tfjs.Scalar {
  return tf.tidy(() => tf.sum(tf.cast(tf.equal(tf.argMax(output, -1), tf.cast(labels, 'int32')), 'int32')).asScalar());
}
