import type { Builder, PlanInput, Value } from '../builder';
import { flag, type } from '../ops';
import type { OptimizerKernel } from './optimizer';

/** PyTorch's defaults. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

const ATTRIBUTES = [type('T', 'float32'), flag('use_locking', false), flag('use_nesterov', false)];

/** What a step brings, made once for all variables of a plan. */
interface Scalars {
  readonly power1: Value;
  readonly power2: Value;
  readonly rate: Value;
  readonly epsilon: Value;
}
const scalars = new WeakMap<Builder, Scalars>();

function scalarsOf(b: Builder): Scalars {
  const known = scalars.get(b);
  if (known) return known;
  const fed = (of: (input: PlanInput) => number) => b.feed('float32', [], (input) => new Float32Array([of(input)]));
  const made: Scalars = {
    power1: fed(({ step }) => BETA1 ** step.step),
    power2: fed(({ step }) => BETA2 ** step.step),
    rate: fed(({ step }) => step.learningRate),
    epsilon: fed(({ step }) => EPSILON * Math.sqrt(1 - BETA2 ** step.step)),
  };
  scalars.set(b, made);
  return made;
}

/**
 * Kingma and Ba (2015), as PyTorch's `Adam`: epsilon is added to the root of the corrected mean square. TensorFlow adds it to the
 * root of the mean square itself, so that it is given epsilon times the root of the correction.
 */
export const adam: OptimizerKernel = {
  slots: ['m', 'v'],
  update(b, name, gradient) {
    const { power1, power2, rate, epsilon } = scalarsOf(b);
    const slots = ['m', 'v'].map((slot) => b.variable(`${name}/${slot}`));
    const numbers = [power1, power2, rate, b.scalar(BETA1), b.scalar(BETA2), epsilon];
    b.ops('ResourceApplyAdam', ATTRIBUTES, [b.variable(name), ...slots, ...numbers, gradient], []);
  },
};
