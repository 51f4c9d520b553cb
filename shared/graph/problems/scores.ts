import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { ANYTHING, formatInterval, within } from '../../layers/support/interval';
import { sameShape } from '../../layers/support/shape';
import { lossesOf, lossOf } from '../../training/losses/index';
import { changesTo } from '../fixes/candidates';
import type { Context } from '../fixes/context';
import { setParams } from '../fixes/proposals';
import { lastActivation, lift, outputRangeOf } from './last-activation';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: {
    oneScore:
      'The output is one value, and a {function} of one value is always 1: the loss is 0 from the start. Give one value for each class.',
    softmaxBeforeLoss:
      '{loss} applies a {function} of its own: with this one before it, the gradients become small and learning slow.',
    boundedLogits: '{loss} expects unbounded logits, but after {function} they lie in {range}.',
  },
  es: {
    oneScore:
      'La salida es un solo valor, y un {function} de un valor es siempre 1: la pérdida es 0 desde el principio. Dé un valor por cada clase.',
    softmaxBeforeLoss:
      '{loss} aplica un {function} propio: con este antes, los gradientes se hacen pequeños y el aprendizaje lento.',
    boundedLogits: '{loss} espera logits sin cotas, pero después de {function} están en {range}.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Outputs that do not suit a loss that takes logits: it applies the last activation, such as a Softmax, by itself. */
export const scores: Rule = {
  find: (context) => [...oneScore(context), ...softmaxTwice(context), ...boundedLogits(context)],
  words: MESSAGES,
};

/** The fewest scores among which a softmax can choose. */
const FEWEST = 2;

/**
 * A single score, where the loss of the task chooses among scores. A loss that does not fit the task is another problem, which leaves this
 * one. With known classes, another rule reports the size.
 */
function oneScore({ assumed, graph, output, target, training }: Context): readonly Found[] {
  const inferred = output === undefined ? undefined : assumed.get(output);
  const { task, loss } = training.training;
  const losses = lossesOf(task);
  const applied = (losses.find(({ name }) => name === loss.kind) ?? losses[0])?.applies;
  if (output === undefined || target !== undefined || applied !== 'Softmax' || !inferred?.out || !sameShape(inferred.out, [1]))
    return [];
  const proposals = () => changesTo(output, inferred, [FEWEST]).map((change) => setParams(graph, [change], output));
  return [{ node: output, code: 'oneScore', values: { function: applied }, proposals }];
}

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
