import { activation } from '../../layers/activation';
import { formatInterval, within } from '../../layers/support/interval';
import { PIXEL_SCALES } from '../../training/config';
import { append, setParam, setTraining } from '../fixes/proposals';
import { activationParam, lastActivation, lift, outputRangeOf } from './last-activation';
import type { Context, Finding, Rule } from './problem';

/** Reconstructions that cannot reach the pixels that they should give, or that their loss cannot be worked out for. */
export const outputRange: Rule = {
  find: (context) => [...unreachable(context), ...lossRange(context)],

  words: {
    en: {
      targetOutOfReach: 'After {function} the output lies in {range}, and the pixels that it should give lie in {target}.',
      lossNeedsScale: 'BinaryCrossEntropy compares values of [0, 1], and the pixels are scaled to {target}.',
      lossNeedsRange: 'BinaryCrossEntropy needs an output in [0, 1], and this one lies in {range}.',
    },
    es: {
      targetOutOfReach: 'Después de {function} la salida está en {range}, y los píxeles que debería dar están en {target}.',
      lossNeedsScale: 'BinaryCrossEntropy compara valores de [0, 1], y los píxeles están escalados a {target}.',
      lossNeedsRange: 'BinaryCrossEntropy necesita una salida en [0, 1], y esta está en {range}.',
    },
  },
};

function unreachable(context: Context): readonly Finding[] {
  const { training, output } = context;
  const { task, loss, pixelScale } = training.training;
  const range = outputRangeOf(context);
  const last = lastActivation(context);
  if (task !== 'reconstruction' || loss === 'BinaryCrossEntropy' || !range || within(pixelScale, range)) return [];
  const reachable = PIXEL_SCALES.find((scale) => within(scale, outputRangeOf(context, scale) ?? range));
  const rescale = reachable ? [setTraining('setScale', { pixelScale: [...reachable] }, formatInterval(reachable))] : [];
  const bounded = pixelScale[0] === -1 ? ['Tanh'] : ['Sigmoid'];
  return [
    {
      ...(last ? { node: last.node, param: last.param } : output === undefined ? {} : { node: output }),
      code: 'targetOutOfReach',
      severity: 'warning',
      values: { function: last?.name ?? '', range: formatInterval(range), target: formatInterval(pixelScale) },
      proposals: [...(last ? lift(context, last, bounded) : []), ...rescale],
    },
  ];
}

function lossRange(context: Context): readonly Finding[] {
  const { training, output, graph } = context;
  const { task, loss, pixelScale } = training.training;
  if (task !== 'reconstruction' || loss !== 'BinaryCrossEntropy' || output === undefined) return [];
  const findings: Finding[] = [];
  if (pixelScale[0] < 0)
    findings.push({
      node: output,
      code: 'lossNeedsScale',
      param: 'training.pixelScale',
      values: { target: formatInterval(pixelScale) },
      proposals: [setTraining('setScale', { pixelScale: [0, 1] }, '[0, 1]'), setTraining('setLoss', { loss: 'MSE' }, 'MSE')],
    });
  const range = outputRangeOf(context, [0, 1]);
  if (range && !within(range, [0, 1])) {
    const kind = context.assumed.get(output)?.layer.kind;
    const param = kind && activationParam(kind);
    const sigmoid = param
      ? setParam(graph, output, param, 'Sigmoid')
      : {
          ...append(graph, output, [{ kind: activation.kind, params: { function: 'Sigmoid' } }]),
          values: { kinds: 'Sigmoid', node: output },
        };
    findings.push({
      node: output,
      code: 'lossNeedsRange',
      param,
      values: { range: formatInterval(range) },
      proposals: [sigmoid, setTraining('setLoss', { loss: 'MSE' }, 'MSE')],
    });
  }
  return findings;
}
