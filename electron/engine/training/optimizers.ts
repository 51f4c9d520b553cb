import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../../../shared/layers/support/kind';
import type { Optimizer } from '../../../shared/training/config';

/** What one update needs beside the gradient. */
export interface Update {
  readonly learningRate: number;
  /** Counted from 1. */
  readonly step: number;
}

/** One optimizer's rule for one tensor. The slots are tensors of the weights' shape that begin at 0. */
interface Rule {
  readonly slots: readonly string[];
  /** The new weights and slots of old ones. */
  apply(
    tf: Tf,
    weights: tfjs.Tensor,
    gradient: tfjs.Tensor,
    slots: readonly tfjs.Tensor[],
    update: Update,
  ): readonly tfjs.Tensor[];
}

/** Adam's and RMSprop's constants are PyTorch's defaults. */
const BETA1 = 0.9;
const BETA2 = 0.999;
const DECAY = 0.99;
const EPSILON = 1e-8;

/** Kingma and Ba (2015), algorithm 1, as PyTorch's `Adam` computes it. */
const adam: Rule = {
  slots: ['m', 'v'],
  apply(tf, weights, gradient, [m = gradient, v = gradient], { learningRate, step }) {
    const mean = tf.add(tf.mul(m, BETA1), tf.mul(gradient, 1 - BETA1));
    const square = tf.add(tf.mul(v, BETA2), tf.mul(tf.square(gradient), 1 - BETA2));
    const denominator = tf.add(tf.div(tf.sqrt(square), Math.sqrt(1 - BETA2 ** step)), EPSILON);
    const change = tf.mul(tf.div(mean, denominator), learningRate / (1 - BETA1 ** step));
    return [tf.sub(weights, change), mean, square];
  },
};

/** PyTorch's `SGD`: with momentum, the velocity is momentum · velocity + gradient, and the step is learning rate · velocity. */
const sgd = (momentum: number): Rule =>
  momentum === 0
    ? { slots: [], apply: (tf, weights, gradient, _, { learningRate }) => [tf.sub(weights, tf.mul(gradient, learningRate))] }
    : {
        slots: ['velocity'],
        apply(tf, weights, gradient, [velocity = gradient], { learningRate }) {
          const next = tf.add(tf.mul(velocity, momentum), gradient);
          return [tf.sub(weights, tf.mul(next, learningRate)), next];
        },
      };

/** PyTorch's `RMSprop`: epsilon is added outside the root. */
const rmsprop: Rule = {
  slots: ['square'],
  apply(tf, weights, gradient, [square = gradient], { learningRate }) {
    const next = tf.add(tf.mul(square, DECAY), tf.mul(tf.square(gradient), 1 - DECAY));
    return [tf.sub(weights, tf.mul(tf.div(gradient, tf.add(tf.sqrt(next), EPSILON)), learningRate)), next];
  },
};

/** The rule of an optimizer. */
export function ruleOf(optimizer: Optimizer): Rule {
  switch (optimizer.kind) {
    case 'Adam':
      return adam;
    case 'SGD':
      return sgd(optimizer.momentum);
    case 'RMSprop':
      return rmsprop;
  }
}
