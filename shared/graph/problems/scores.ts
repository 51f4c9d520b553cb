import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { ANYTHING, formatInterval, within } from '../../layers/support/interval';
import { lossOf } from '../../training/losses/index';
import type { Context } from '../fixes/context';
import { lastActivation, lift, outputRangeOf } from './last-activation';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: {
    softmaxBeforeLoss:
      '{loss} applies a {function} of its own: with this one before it, the gradients become small and learning slow.',
    boundedLogits: '{loss} expects unbounded logits, but after {function} they lie in {range}.',
  },
  es: {
    softmaxBeforeLoss:
      '{loss} aplica un {function} propio: con este antes, los gradientes se hacen pequeños y el aprendizaje lento.',
    boundedLogits: '{loss} espera logits sin cotas, pero después de {function} están en {range}.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Outputs that do not suit a loss that takes logits: it applies the last activation, such as a Softmax, by itself. */
export const scores: Rule = {
  find: (context) => [...softmaxTwice(context), ...boundedLogits(context)],
  words: MESSAGES,
};

function softmaxTwice(context: Context): readonly Found[] {
  const { loss } = context.training.training;
  const last = lastActivation(context);
  if (!last || last.name !== lossOf(loss).applies) return [];
  return [
    {
      node: last.node,
      code: 'softmaxBeforeLoss',
      severity: 'warning',
      param: last.param,
      values: { loss: loss.kind, function: last.name },
      proposals: () => lift(context, last),
    },
  ];
}

function boundedLogits(context: Context): readonly Found[] {
  const last = lastActivation(context);
  const range = outputRangeOf(context);
  const { loss } = context.training.training;
  const { applies } = lossOf(loss);
  if (applies === undefined || !last || last.name === applies || !range || within(ANYTHING, range)) return [];
  return [
    {
      node: last.node,
      code: 'boundedLogits',
      severity: 'warning',
      param: last.param,
      values: { loss: loss.kind, function: last.name, range: formatInterval(range) },
      proposals: () => lift(context, last),
    },
  ];
}
