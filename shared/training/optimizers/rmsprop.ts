import { z } from 'zod';
import { toggle } from '../../layers/support/params';
import type { Builder, Value } from '../../plan/builder';
import { flag, type } from '../../plan/ops';
import { defineOptimizer, rateOf } from './optimizer';
import { decay, decayed, epsilon, kerasClass, momentum, pythonOptions, weightDecay } from './params';

const ATTRIBUTES = [type('T', 'float32'), flag('use_locking', false), flag('use_nesterov', true)];

interface RMSprop {
  readonly alpha: number;
  readonly epsilon: number;
  readonly momentum: number;
  readonly centered: boolean;
  readonly weightDecay: number;
}

const isPlain = ({ momentum: mu, centered }: RMSprop): boolean => mu === 0 && !centered;

/**
 * Divides the gradient by the root of its mean square, as PyTorch's `RMSprop`: epsilon is added outside the root. Centered, the square
 * of the mean gradient is subtracted under the root; with momentum, steps are added up as in SGD.
 */
export const rmsprop = defineOptimizer({
  name: 'RMSprop',
  params: z.object({
    alpha: decay('alpha', { en: 'the squared gradient', es: 'del gradiente al cuadrado' }, 0.99),
    epsilon: epsilon(1e-8),
    momentum: momentum(),
    centered: toggle(
      {
        label: { en: 'centered', es: 'centrado' },
        help: {
          en: 'Divides by the deviation of the gradient in place of its root mean square.',
          es: 'Divide por la desviación del gradiente en lugar de su raíz cuadrática media.',
        },
      },
      false,
    ),
    weightDecay: weightDecay(),
  }),
  slots: ({ centered, momentum: mu }) => ['square', ...(centered ? ['mean'] : []), ...(mu === 0 ? [] : ['velocity'])],
  scratch: (p) => (isPlain(p) ? ['gradient'] : []),

  update(b, name, given, p) {
    const gradient = decayed(b, name, given, p.weightDecay);
    if (isPlain(p)) plainUpdate(b, name, gradient, p);
    else fullUpdate(b, name, gradient, p);
  },

  compute(tf, weights, given, slots, { learningRate }, { alpha, epsilon: least, momentum: mu, centered, weightDecay: part }) {
    const gradient = part === 0 ? given : tf.add(given, tf.mul(weights, part));
    const [square = gradient, ...others] = slots;
    const [mean, velocity] = centered ? others : [undefined, ...others];
    const moving = (old: typeof gradient, now: typeof gradient) => tf.add(tf.mul(old, alpha), tf.mul(now, 1 - alpha));
    const next = moving(square, tf.square(gradient));
    const nextMean = mean && moving(mean, gradient);
    const variance = nextMean ? tf.maximum(tf.sub(next, tf.square(nextMean)), 0) : next;
    const step = tf.div(gradient, tf.add(tf.sqrt(variance), least));
    const nextVelocity = velocity && tf.add(tf.mul(velocity, mu), step);
    const moved = tf.sub(weights, tf.mul(nextVelocity ?? step, learningRate));
    return [moved, next, ...(nextMean ? [nextMean] : []), ...(nextVelocity ? [nextVelocity] : [])];
  },

  source: {
    pytorch: (parameters, { alpha, epsilon: least, momentum: mu, centered, weightDecay: part }) =>
      `torch.optim.RMSprop(${parameters}, lr=LEARNING_RATE${pythonOptions({
        alpha: [alpha, 0.99],
        eps: [least, 1e-8],
        momentum: [mu, 0],
        centered: [centered, false],
        weight_decay: [part, 0],
      })})`,
    keras: ({ alpha, epsilon: least, momentum: mu, centered, weightDecay: part }) =>
      `${kerasClass('RMSprop', part)}(LEARNING_RATE, rho=${alpha}, epsilon=${Number((least ** 2).toPrecision(6))}${pythonOptions({
        momentum: [mu, 0],
        centered: [centered, false],
      })})`,
    kerasRemark: ['PyTorch adds epsilon to the root, Keras its square under it.'],
  },
});

// TensorFlow's own adds epsilon inside the root. This is Adam with β₁ = 0 and without corrections (powers of 0), in Nesterov's form:
// that uses the gradient itself, so that the content of the first slot does not matter.
function plainUpdate(b: Builder, name: string, gradient: Value, { alpha, epsilon: least }: RMSprop): void {
  const slots = ['gradient', 'square'].map((slot) => b.variable(`${name}/${slot}`));
  const none = b.scalar(0);
  const numbers = [none, none, rateOf(b), none, b.scalar(alpha), b.scalar(least)];
  b.ops('ResourceApplyAdam', ATTRIBUTES, [b.variable(name), ...slots, ...numbers, gradient], []);
}

function fullUpdate(b: Builder, name: string, gradient: Value, { alpha, epsilon: least, momentum: mu, centered }: RMSprop): void {
  const moving = (slot: string, now: Value) => {
    const kept = b.map('Mul', [b.read(`${name}/${slot}`), b.scalar(alpha)]);
    const next = b.map('AddV2', [kept, b.map('Mul', [now, b.scalar(1 - alpha)])]);
    b.assign(`${name}/${slot}`, next);
    return next;
  };
  const square = moving('square', b.map('Square', [gradient]));
  const variance = centered
    ? b.map('Maximum', [b.map('Sub', [square, b.map('Square', [moving('mean', gradient)])]), b.scalar(0)])
    : square;
  const step = b.map('RealDiv', [gradient, b.map('AddV2', [b.map('Sqrt', [variance]), b.scalar(least)])]);
  const change = mu === 0 ? step : b.map('AddV2', [b.map('Mul', [b.read(`${name}/velocity`), b.scalar(mu)]), step]);
  if (mu !== 0) b.assign(`${name}/velocity`, change);
  b.assign(name, b.map('Sub', [b.read(name), b.map('Mul', [change, rateOf(b)])]));
}
