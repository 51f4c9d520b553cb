import { z } from 'zod';
import { ANYTHING } from '../../layers/support/interval';
import { real } from '../../layers/support/params';
import type { Builder, Value } from '../../plan/builder';
import { FLOATS, flag, type } from '../../plan/ops';
import { sumOf } from '../../plan/sum';
import { defineLoss } from './loss';

/**
 * −Σ log softmax(y)[label] / batch, of logits. With label smoothing ε, the target is 1 − ε + ε / K for the label and ε / K for each other
 * of K classes. Source: PyTorch `CrossEntropyLoss`; Szegedy et al. (2016), section 7.
 */
export const crossEntropy = defineLoss({
  name: 'CrossEntropy',
  params: z.object({
    labelSmoothing: real(
      {
        label: { en: 'label smoothing', es: 'suavizado de etiquetas' },
        help: {
          en: 'The part of the target that all classes share, so that the net becomes less sure of itself.',
          es: 'La parte del objetivo que comparten todas las clases, para que la red no esté demasiado segura.',
        },
      },
      { min: 0, max: 1 },
      0,
    ),
  }),
  tasks: ['classification'],
  output: ANYTHING,
  target: ANYTHING,
  applies: 'Softmax',

  // TensorFlow's operation computes the gradient along with the loss.
  kernel(b, output, target, { labelSmoothing }) {
    const [count = 1] = output.shape;
    const [losses, gradient] = b.ops(
      'SparseSoftmaxCrossEntropyWithLogits',
      [type('T', 'float32'), type('Tlabels', 'int32')],
      [output, target],
      [{ shape: [count] }, { shape: output.shape }],
    );
    if (!losses || !gradient) throw new Error('a loss without outputs');
    const even = labelSmoothing === 0 ? undefined : evenTarget(b, output);
    const mixed = (hard: Value, soft: Value | undefined) =>
      soft
        ? b.map('AddV2', [b.map('Mul', [hard, b.scalar(1 - labelSmoothing)]), b.map('Mul', [soft, b.scalar(labelSmoothing)])])
        : hard;
    const scale = b.scalar(1 / count);
    return {
      loss: b.map('Mul', [sumOf(b, mixed(losses, even?.losses)), scale]),
      gradient: () => b.map('Mul', [mixed(gradient, even?.gradient()), scale]),
    };
  },
  compute(tf, output, target, { labelSmoothing }) {
    const wanted = tf.oneHot(tf.cast(target, 'int32'), output.shape.at(-1) ?? 1);
    return tf.losses.softmaxCrossEntropy(wanted, output, undefined, labelSmoothing);
  },
  source: {
    pytorch: ({ labelSmoothing }) => `nn.CrossEntropyLoss(${labelSmoothing === 0 ? '' : `label_smoothing=${labelSmoothing}`})`,
    keras: ({ labelSmoothing }) =>
      labelSmoothing === 0
        ? 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)'
        : `lambda labels, logits: keras.losses.categorical_crossentropy(keras.ops.one_hot(keras.ops.reshape(labels, (-1,)), CLASSES), logits, from_logits=True, label_smoothing=${labelSmoothing})`,
  },
});

/** The loss of each image if all classes are equally wanted, −Σ log softmax(y) / K, and its gradient, softmax(y) − 1 / K. */
function evenTarget(b: Builder, output: Value) {
  const [count = 1, classes = 1] = output.shape;
  const logarithms = b.op('LogSoftmax', FLOATS, [output], output.shape);
  const mean = [...FLOATS, type('Tidx', 'int32'), flag('keep_dims', false)];
  return {
    losses: b.map('Neg', [b.op('Mean', mean, [logarithms, b.ints([1])], [count])]),
    gradient: () => b.map('Sub', [b.map('Exp', [logarithms]), b.scalar(1 / classes)]),
  };
}
