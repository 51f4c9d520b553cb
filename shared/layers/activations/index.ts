import type { Activation } from './activation';
import { elu } from './elu';
import { leakyRelu } from './leaky-relu';
import { relu } from './relu';
import { sigmoid } from './sigmoid';
import { softmax } from './softmax';
import { tanh } from './tanh';

/** Every activation function, in the order of the lists that offer them. A new one is one file beside this one, and one line here. */
export const ACTIVATIONS = [relu, leakyRelu, elu, sigmoid, tanh, softmax] as const;

export type ActivationName = (typeof ACTIVATIONS)[number]['name'];

const byName: ReadonlyMap<string, Activation> = new Map(ACTIVATIONS.map((activation) => [activation.name, activation]));

/** The activation of this name. @throws Error where there is none */
export function activationOf(name: ActivationName): Activation {
  const found = byName.get(name);
  if (!found) throw new Error(`there is no activation ${name}`);
  return found;
}
