import { type } from '../ops';
import { sumOf } from '../sum';
import type { LossKernel } from './loss';

/** −Σ log softmax(y)[label] / batch, from logits; TensorFlow's kernel gives the gradient along with it. */
export const crossEntropy: LossKernel = (b, output, target) => {
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
};
