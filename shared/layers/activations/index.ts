import { byName } from '../../registry/by-name';
import type { Activation } from './activation';
import { elu } from './elu';
import { gelu } from './gelu';
import { leakyRelu } from './leaky-relu';
import { relu } from './relu';
import { sigmoid } from './sigmoid';
import { softmax } from './softmax';
import { tanh } from './tanh';

/** Every activation function, in the order of the lists that offer them. A new one is one file beside this one, and one line here. */
export const ACTIVATIONS = [relu, leakyRelu, elu, gelu, sigmoid, tanh, softmax] as const;

export type ActivationName = (typeof ACTIVATIONS)[number]['name'];

/** The activation of this name. @throws Error if there is none */
export const activationOf: (name: ActivationName) => Activation = byName('activation', ACTIVATIONS);
