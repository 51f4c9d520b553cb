import { byName } from '../../registry/by-name';
import type { Activation } from './activation';
import { elu } from './elu';
import { gelu } from './gelu';
import { hardsigmoid } from './hardsigmoid';
import { hardswish } from './hardswish';
import { leakyRelu } from './leaky-relu';
import { logSoftmax } from './log-softmax';
import { mish } from './mish';
import { relu } from './relu';
import { relu6 } from './relu6';
import { selu } from './selu';
import { sigmoid } from './sigmoid';
import { silu } from './silu';
import { softmax } from './softmax';
import { softplus } from './softplus';
import { tanh } from './tanh';

/** Every activation function, in the order of the lists that offer them. A new one is one file beside this one, and one line here. */
export const ACTIVATIONS = [
  ...([relu, leakyRelu, relu6, elu, selu, gelu, silu, mish, hardswish, softplus] as const),
  ...([sigmoid, hardsigmoid, tanh, softmax, logSoftmax] as const),
] as const;

export type ActivationName = (typeof ACTIVATIONS)[number]['name'];

/** The activation of this name. @throws Error if there is none */
export const activationOf: (name: ActivationName) => Activation = byName('activation', ACTIVATIONS);
