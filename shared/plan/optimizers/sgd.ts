import type { Builder, Value } from '../builder';
import { flag, type } from '../ops';
import type { OptimizerKernel } from './optimizer';

const ATTRIBUTES = [type('T', 'float32'), flag('use_locking', false)];
const rates = new WeakMap<Builder, Value>();

/** The learning rate of the step, a scalar. */
export function rateOf(b: Builder): Value {
  const rate = rates.get(b) ?? b.feed('float32', [], ({ step }) => new Float32Array([step.learningRate]));
  rates.set(b, rate);
  return rate;
}

/** PyTorch's `SGD`: the velocity is momentum · velocity + gradient, and the step is learning rate · velocity. */
export const sgd = (momentum: number): OptimizerKernel =>
  momentum === 0
    ? {
        slots: [],
        update: (b, name, gradient) =>
          void b.ops('ResourceApplyGradientDescent', ATTRIBUTES, [b.variable(name), rateOf(b), gradient], []),
      }
    : {
        slots: ['velocity'],
        update(b, name, gradient) {
          const inputs = [b.variable(name), b.variable(`${name}/velocity`), rateOf(b), gradient, b.scalar(momentum)];
          b.ops('ResourceApplyMomentum', [...ATTRIBUTES, flag('use_nesterov', false)], inputs, []);
        },
      };
