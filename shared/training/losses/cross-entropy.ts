import { z } from 'zod';
import { ANYTHING } from '../../layers/support/interval';
import { type } from '../../plan/ops';
import { sumOf } from '../../plan/sum';
import { defineLoss } from './loss';

/** −Σ log softmax(y)[label] / batch, of logits. */
export const crossEntropy = defineLoss({
  name: 'CrossEntropy',
  params: z.object({}),
  tasks: ['classification'],
  output: ANYTHING,
  target: ANYTHING,
  applies: 'Softmax',

  // TensorFlow's operation computes the gradient along with the loss.
  kernel(b, output, target) {
    const [count = 1] = output.shape;
    const [losses, gradient] = b.ops(
      'SparseSoftmaxCrossEntropyWithLogits',
      [type('T', 'float32'), type('Tlabels', 'int32')],
      [output, target],
      [{ shape: [count] }, { shape: output.shape }],
    );
    if (!losses || !gradient) throw new Error('a loss without outputs');
    const scale = b.scalar(1 / count);
    return { loss: b.map('Mul', [sumOf(b, losses), scale]), gradient: () => b.map('Mul', [gradient, scale]) };
  },
  compute(tf, output, target) {
    const wanted = tf.oneHot(tf.cast(target, 'int32'), output.shape.at(-1) ?? 1);
    return tf.losses.softmaxCrossEntropy(wanted, output);
  },
  source: {
    pytorch: () => 'nn.CrossEntropyLoss()',
    keras: () => 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)',
  },
});
