import { formatInterval, within } from '../../layers/support/interval';
import { lastActivation, lift, outputRangeOf } from './last-activation';
import type { Context, Finding, Rule } from './problem';

/** Classifiers whose scores do not suit cross-entropy, which takes any numbers and applies a Softmax to them. */
export const scores: Rule = {
  find: (context) => [...softmaxTwice(context), ...boundedLogits(context)],

  words: {
    en: {
      softmaxBeforeLoss:
        'CrossEntropy applies a Softmax of its own: with this one before it, the gradients become small and learning slow.',
      boundedLogits: 'CrossEntropy takes any number as a score, and after {function} the scores lie in {range}.',
    },
    es: {
      softmaxBeforeLoss:
        'CrossEntropy aplica un Softmax propio: con este antes, los gradientes se hacen pequeños y el aprendizaje lento.',
      boundedLogits: 'CrossEntropy acepta cualquier número como puntaje, y después de {function} los puntajes están en {range}.',
    },
  },
};

function softmaxTwice(context: Context): readonly Finding[] {
  const last = lastActivation(context);
  if (context.training.training.loss !== 'CrossEntropy' || last?.name !== 'Softmax') return [];
  return [
    {
      node: last.node,
      code: 'softmaxBeforeLoss',
      severity: 'warning',
      param: last.param,
      proposals: lift(context, last),
    },
  ];
}

function boundedLogits(context: Context): readonly Finding[] {
  const last = lastActivation(context);
  const range = outputRangeOf(context);
  if (context.training.training.loss !== 'CrossEntropy' || !last || last.name === 'Softmax' || !range) return [];
  if (within([-Infinity, Infinity], range)) return [];
  return [
    {
      node: last.node,
      code: 'boundedLogits',
      severity: 'warning',
      param: last.param,
      values: { function: last.name, range: formatInterval(range) },
      proposals: lift(context, last),
    },
  ];
}
