import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../../../shared/layers/support/kind';
import type { Loss } from '../../../shared/training/config';

/** PyTorch bounds the logarithms of binary cross-entropy by this, so that 0 and 1 are possible outputs. */
const LEAST_LOG = -100;

/**
 * The loss of a batch, a scalar, as PyTorch defines it: the mean over all values, for cross-entropy over the images.
 * `output` and `target` are [batch, H, W, C] alike; for cross-entropy they are logits [batch, classes] and labels [batch].
 */
export function lossOf(tf: Tf, loss: Loss, output: tfjs.Tensor, target: tfjs.Tensor): tfjs.Scalar {
  return tf.tidy(() => LOSSES[loss](tf, output, target).asScalar());
}

const LOSSES: Readonly<Record<Loss, (tf: Tf, output: tfjs.Tensor, target: tfjs.Tensor) => tfjs.Tensor>> = {
  MSE: (tf, output, target) => tf.mean(tf.square(tf.sub(output, target))),
  L1: (tf, output, target) => tf.mean(tf.abs(tf.sub(output, target))),
  BinaryCrossEntropy: (tf, output, target) => {
    const log = (x: tfjs.Tensor) => tf.maximum(tf.log(x), LEAST_LOG);
    const right = tf.mul(target, log(output));
    return tf.neg(tf.mean(tf.add(right, tf.mul(tf.sub(1, target), log(tf.sub(1, output))))));
  },
  CrossEntropy: (tf, output, target) => {
    const classes = output.shape.at(-1) ?? 1;
    const wanted = tf.oneHot(tf.cast(target, 'int32'), classes);
    return tf.losses.softmaxCrossEntropy(wanted, output);
  },
};

/** How many images of a batch are put into their class: logits [batch, classes] against labels [batch]. A scalar. */
export function correctOf(tf: Tf, output: tfjs.Tensor, labels: tfjs.Tensor): tfjs.Scalar {
  return tf.tidy(() => tf.sum(tf.cast(tf.equal(tf.argMax(output, -1), tf.cast(labels, 'int32')), 'int32')).asScalar());
}
