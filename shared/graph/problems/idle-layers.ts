import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { activationOf } from '../../layers/activations/index';
import { formatInterval, within } from '../../layers/support/interval';
import type { Context } from '../fixes/context';
import { removeNode, setParam } from '../fixes/proposals';
import { rangesOf } from '../ranges';
import { activationIn, isActivation } from './last-activation';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: {
    idleActivation: 'Its input already lies in {range}, so {function} has no effect.',
  },
  es: {
    idleActivation: 'Su entrada ya está en {range}, así que {function} no tiene efecto.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Layers without effect, and layers that should not be the last. */
export const idleLayers: Rule = {
  find: (context) => [...misplacedOutput(context), ...idle(context)],
  words: MESSAGES,
};

/** A layer that makes no sense as the last one, such as Dropout. */
function misplacedOutput({ graph, assumed, output }: Context): readonly Finding[] {
  const last = output === undefined ? undefined : assumed.get(output);
  const { kind, params } = last?.layer ?? {};
  const mistake = kind && params && last?.node.bypassed !== true ? kind.asOutput?.(params) : undefined;
  if (output === undefined || !mistake) return [];
  const { code, param, values } = mistake;
  const proposals = () => [
    ...Object.entries(kind?.identity ?? {}).map(([name, value]) => setParam(graph, output, name, value)),
    removeNode(output),
  ];
  return [{ node: output, code, severity: 'warning', param, values, proposals }];
}

/** An activation that returns its input unchanged, such as a ReLU after a ReLU. */
function idle(context: Context): readonly Found[] {
  const { assumed, inference, training } = context;
  const ranges = rangesOf(inference, training.training.pixelScale);
  return [...assumed].flatMap(([node, inferred]): Found[] => {
    const { kind } = inferred.layer;
    const found = kind && isActivation(kind) && !inferred.node.bypassed ? activationIn(inferred.layer) : undefined;
    if (!found) return [];
    const { unchanged } = activationOf(found.name);
    const from = inference.wiring.inputs.get(node)?.[0]?.from;
    const range = from === undefined ? undefined : ranges.get(from);
    if (!unchanged || !range || !within(range, unchanged)) return [];
    const values = { range: formatInterval(range), function: found.name };
    return [
      { node, code: 'idleActivation', severity: 'warning', param: found.param, values, proposals: () => [removeNode(node)] },
    ];
  });
}
