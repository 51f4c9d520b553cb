import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { activation } from '../../layers/activation';
import { ACTIVATIONS } from '../../layers/activations/index';
import { activationRange } from '../../layers/activations/optional';
import { ANYTHING, formatInterval, type Interval, within } from '../../layers/support/interval';
import { PIXEL_SCALES } from '../../training/config';
import { lossesOf, lossOf } from '../../training/losses/index';
import { taskOf } from '../../training/tasks/index';
import type { Context } from '../fixes/context';
import { append, setParam, setTraining } from '../fixes/proposals';
import { activationParam, lastActivation, lift, outputRangeOf } from './last-activation';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: {
    targetOutOfReach: 'After {function} the output lies in {range}, but the target pixels lie in {target}.',
    lossNeedsScale: '{loss} needs targets in {accepted}, but the pixels are scaled to {target}.',
    lossNeedsRange: '{loss} needs an output in {accepted}, but this one lies in {range}.',
  },
  es: {
    targetOutOfReach: 'Después de {function} la salida está en {range}, pero los píxeles objetivo están en {target}.',
    lossNeedsScale: '{loss} necesita objetivos en {accepted}, pero los píxeles están escalados a {target}.',
    lossNeedsRange: '{loss} necesita una salida en {accepted}, pero esta está en {range}.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Reconstructions whose range does not contain the target pixels, or is outside the domain of the loss. */
export const outputRange: Rule = {
  find: (context) => [...unreachable(context), ...lossRange(context)],
  words: MESSAGES,
};

/** True if the task is a reconstruction. */
const reconstructs = ({ training }: Context): boolean => taskOf(training.training.task).target === 'image';

function unreachable(context: Context): readonly Found[] {
  const { training, output } = context;
  const { loss, pixelScale } = training.training;
  const range = outputRangeOf(context);
  const last = lastActivation(context);
  // lossRange reports losses with a bounded domain.
  if (!reconstructs(context) || !within(ANYTHING, lossOf(loss).output) || !range || within(pixelScale, range)) return [];
  const reachable = PIXEL_SCALES.find((scale) => within(scale, outputRangeOf(context, scale) ?? range));
  const rescale = reachable ? [setTraining('setScale', { pixelScale: [...reachable] }, formatInterval(reachable))] : [];
  return [
    {
      ...(last ? { node: last.node, param: last.param } : output === undefined ? {} : { node: output }),
      code: 'targetOutOfReach',
      severity: 'warning',
      values: { function: last?.name ?? '', range: formatInterval(range), target: formatInterval(pixelScale) },
      proposals: () => [...(last ? lift(context, last, activationsOnto(pixelScale)) : []), ...rescale],
    },
  ];
}

/** The elementwise activations whose range is exactly an interval. */
function activationsOnto(interval: Interval): readonly string[] {
  return ACTIVATIONS.flatMap(({ name, monotonic }) => {
    const onto = activationRange(name);
    return monotonic && within(onto, interval) && within(interval, onto) ? [name] : [];
  });
}

function lossRange(context: Context): readonly Found[] {
  const { training, output, graph } = context;
  const { task, loss, pixelScale } = training.training;
  const accepts = lossOf(loss);
  const acceptsAnything = within(ANYTHING, accepts.output) && within(ANYTHING, accepts.target);
  if (acceptsAnything || !reconstructs(context) || output === undefined) return [];
  const findings: Found[] = [];
  const [usual] = lossesOf(task).filter((other) => within(ANYTHING, other.output));
  const otherLoss = usual ? [setTraining('setLoss', { loss: usual.name }, usual.name)] : [];
  if (!within(pixelScale, accepts.target))
    findings.push({
      node: output,
      code: 'lossNeedsScale',
      param: 'training.pixelScale',
      values: { loss: loss.kind, accepted: formatInterval(accepts.target), target: formatInterval(pixelScale) },
      proposals: () => [
        ...PIXEL_SCALES.filter((scale) => within(scale, accepts.target)).map((scale) =>
          setTraining('setScale', { pixelScale: [...scale] }, formatInterval(scale)),
        ),
        ...otherLoss,
      ],
    });
  const range = outputRangeOf(context, PIXEL_SCALES.find((scale) => within(scale, accepts.target)) ?? pixelScale);
  if (range && !within(range, accepts.output)) {
    const kind = context.assumed.get(output)?.layer.kind;
    const param = kind && activationParam(kind);
    const bounded = activationsOnto(accepts.output).map((name) =>
      param
        ? setParam(graph, output, param, name)
        : {
            ...append(graph, output, [{ kind: activation.kind, params: { function: name } }]),
            values: { kinds: name, node: output },
          },
    );
    findings.push({
      node: output,
      code: 'lossNeedsRange',
      param,
      values: { loss: loss.kind, accepted: formatInterval(accepts.output), range: formatInterval(range) },
      proposals: () => [...bounded, ...otherLoss],
    });
  }
  return findings;
}
