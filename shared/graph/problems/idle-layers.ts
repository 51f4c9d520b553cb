import { formatInterval } from '../../layers/support/interval';
import { removeNode, setParam } from '../fixes/proposals';
import { rangesOf } from '../ranges';
import type { Context, Finding, Rule } from './problem';

/** Layers in a place where they do nothing, or nothing but harm. */
export const idleLayers: Rule = {
  find: (context) => [...dropoutLast(context), ...idle(context)],

  words: {
    en: {
      dropoutLast:
        'Dropout is the last layer: while training, {percent} % of the output are set to 0, whatever the rest has learned.',
      idleActivation: 'What comes in lies in {range} already: ReLU changes nothing.',
    },
    es: {
      dropoutLast:
        'Dropout es la última capa: al entrenar, el {percent} % de la salida se pone a 0, sin importar lo que aprendió el resto.',
      idleActivation: 'Lo que entra ya está en {range}: ReLU no cambia nada.',
    },
  },
};

function dropoutLast({ graph, assumed, output }: Context): readonly Finding[] {
  const last = output === undefined ? undefined : assumed.get(output);
  const rate = last?.layer.kind?.kind === 'Dropout' && last.node.bypassed !== true ? last.layer.params?.['rate'] : undefined;
  if (output === undefined || typeof rate !== 'number' || rate === 0) return [];
  return [
    {
      node: output,
      code: 'dropoutLast',
      severity: 'warning',
      param: 'rate',
      values: { percent: Math.round(rate * 1000) / 10 },
      proposals: [setParam(graph, output, 'rate', 0), removeNode(output)],
    },
  ];
}

/** A ReLU of values that are never below 0 does nothing: most often it is there twice. */
function idle(context: Context): readonly Finding[] {
  const { assumed, inference, training } = context;
  const ranges = rangesOf(inference, training.training.pixelScale);
  return [...assumed].flatMap(([node, inferred]): Finding[] => {
    const { layer } = inferred;
    if (layer.kind?.kind !== 'Activation' || layer.params?.['function'] !== 'ReLU' || inferred.node.bypassed) return [];
    const from = inference.wiring.inputs.get(node)?.[0]?.from;
    const range = from === undefined ? undefined : ranges.get(from);
    if (!range || range[0] < 0) return [];
    const values = { range: formatInterval(range) };
    return [{ node, code: 'idleActivation', severity: 'warning', param: 'function', values, proposals: [removeNode(node)] }];
  });
}
