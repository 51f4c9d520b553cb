import type { ActivationFunction, ActivationOptions, OptionalActivation } from '../../layers/support/activations';
import type { Stage } from '../stage';
import { elu } from './elu';
import { leakyRelu } from './leaky-relu';
import { relu } from './relu';
import { sigmoid } from './sigmoid';
import { softmax } from './softmax';
import { tanh } from './tanh';

const STAGES: Readonly<Record<ActivationFunction, (options: ActivationOptions) => Stage>> = {
  ReLU: () => relu,
  LeakyReLU: ({ slope }) => leakyRelu(slope),
  ELU: ({ alpha }) => elu(alpha),
  Sigmoid: () => sigmoid,
  Tanh: () => tanh,
  Softmax: () => softmax,
};

/** The stages of an activation that need not be: none or one. The options' defaults are PyTorch's. */
export function activationStages(
  activation: OptionalActivation,
  options: ActivationOptions = { slope: 0.01, alpha: 1 },
): readonly Stage[] {
  return activation === 'None' ? [] : [STAGES[activation](options)];
}
