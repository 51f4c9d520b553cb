import { z } from 'zod';
import { real } from '../../layers/support/params';
import { defineOptimizer } from './optimizer';
import { decayed, epsilon, kerasClass, pythonOptions, weightDecay } from './params';

/**
 * Divides the gradient by the root of the sum of its squares so far, so that steps become smaller, most where gradients were large.
 * Source: Duchi, Hazan and Singer (2011); PyTorch `Adagrad`, whose learning rate falls as 1 / (1 + lrDecay · (step − 1)).
 */
export const adagrad = defineOptimizer({
  name: 'Adagrad',
  params: z.object({
    lrDecay: real(
      {
        label: { en: 'rate decay', es: 'decaimiento de la tasa' },
        help: {
          en: 'The learning rate is divided by 1 + this · the number of steps so far.',
          es: 'La tasa de aprendizaje se divide por 1 + este número · los pasos hasta ahora.',
        },
      },
      { min: 0, max: 10 },
      0,
    ),
    initialAccumulatorValue: real(
      {
        label: { en: 'initial sum', es: 'suma inicial' },
        help: {
          en: 'The sum of squares before the first step.',
          es: 'La suma de los cuadrados antes del primer paso.',
        },
      },
      { min: 0, max: 1000 },
      0,
    ),
    epsilon: epsilon(1e-10),
    weightDecay: weightDecay(),
  }),
  // The sum without its initial value, so that it begins at 0.
  slots: () => ['sum'],

  update(b, name, given, { lrDecay, initialAccumulatorValue: initial, epsilon: least, weightDecay: part }) {
    const gradient = decayed(b, name, given, part);
    const sum = b.map('AddV2', [b.read(`${name}/sum`), b.map('Square', [gradient])]);
    b.assign(`${name}/sum`, sum);
    const whole = initial === 0 ? sum : b.map('AddV2', [sum, b.scalar(initial)]);
    const step = b.map('RealDiv', [gradient, b.map('AddV2', [b.map('Sqrt', [whole]), b.scalar(least)])]);
    const rate = b.once(`Adagrad rate ${lrDecay}`, () =>
      b.feed('float32', [], ({ step: now }) => new Float32Array([rateAt(now.learningRate, lrDecay, now.step)])),
    );
    b.assign(name, b.map('Sub', [b.read(name), b.map('Mul', [step, rate])]));
  },

  compute(tf, weights, given, [sum = given], { learningRate, step }, p) {
    const gradient = p.weightDecay === 0 ? given : tf.add(given, tf.mul(weights, p.weightDecay));
    const next = tf.add(sum, tf.square(gradient));
    const change = tf.div(gradient, tf.add(tf.sqrt(tf.add(next, p.initialAccumulatorValue)), p.epsilon));
    return [tf.sub(weights, tf.mul(change, rateAt(learningRate, p.lrDecay, step))), next];
  },

  source: {
    pytorch: (parameters, p) =>
      `torch.optim.Adagrad(${parameters}, lr=LEARNING_RATE${pythonOptions({
        lr_decay: [p.lrDecay, 0],
        weight_decay: [p.weightDecay, 0],
        initial_accumulator_value: [p.initialAccumulatorValue, 0],
        eps: [p.epsilon, 1e-10],
      })})`,
    keras: (p) =>
      `${kerasClass('Adagrad', p.weightDecay, p.lrDecay)}(LEARNING_RATE, initial_accumulator_value=${p.initialAccumulatorValue}, epsilon=${Number((p.epsilon ** 2).toPrecision(6))})`,
    kerasRemark: ['PyTorch adds epsilon to the root, Keras its square under it.'],
  },
});

const rateAt = (learningRate: number, lrDecay: number, step: number): number => learningRate / (1 + lrDecay * (step - 1));
