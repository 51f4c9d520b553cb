import { z } from 'zod';
import { ANYTHING } from '../../layers/support/interval';
import { real } from '../../layers/support/params';
import { product } from '../../plan/stage';
import { sumOf } from '../../plan/sum';
import { defineLoss } from './loss';

/**
 * Σ h(y − t) / n, where h(d) is d² / 2 up to |d| = delta and delta · (|d| − delta / 2) beyond: with c = d cut to ±delta, it is
 * c · (d − c / 2), and its derivative is c. Source: Huber (1964); PyTorch `HuberLoss`.
 */
export const huber = defineLoss({
  name: 'Huber',
  params: z.object({
    delta: real(
      {
        label: { en: 'delta', es: 'delta' },
        help: {
          en: 'The error up to which the loss is quadratic. Beyond, it is linear, so that outliers count less than in MSE.',
          es: 'El error hasta el que la pérdida es cuadrática. Más allá es lineal: los valores atípicos pesan menos que en MSE.',
        },
      },
      { min: 1e-6, max: 1e6 },
      1,
    ),
  }),
  tasks: ['reconstruction'],
  output: ANYTHING,
  target: ANYTHING,

  kernel(b, output, target, { delta }) {
    const difference = b.map('Sub', [output, target]);
    const cut = b.map('ClipByValue', [difference, b.scalar(-delta), b.scalar(delta)]);
    const rest = b.map('Sub', [difference, b.map('Mul', [cut, b.scalar(0.5)])]);
    const scale = b.scalar(1 / product(output.shape));
    return {
      loss: b.map('Mul', [sumOf(b, b.map('Mul', [cut, rest])), scale]),
      gradient: () => b.map('Mul', [cut, scale]),
    };
  },
  compute(tf, output, target, { delta }) {
    const difference = tf.sub(output, target);
    const cut = tf.clipByValue(difference, -delta, delta);
    return tf.mean(tf.mul(cut, tf.sub(difference, tf.div(cut, 2))));
  },
  source: {
    pytorch: ({ delta }) => `nn.HuberLoss(delta=${delta})`,
    keras: ({ delta }) => `keras.losses.Huber(delta=${delta})`,
  },
});
