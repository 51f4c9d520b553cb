import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { input } from '../../layers/input';
import type { Context } from '../fixes/context';
import type { Fix } from '../fixes/fix';
import { removeNode } from '../fixes/proposals';
import type { Inference } from '../infer';
import { someOf } from '../labels';
import { countUpstream, downstream, sinks, upstream } from '../wiring';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: {
    empty: 'The graph is empty. Add an Input.',
    noInput: 'The graph has no Input. Add one and wire it to the first layer.',
    unreachable: 'Its input is not connected, so no image reaches it.',
    missingInputs: 'It needs at least {least} inputs and has {found}.',
    severalOutputs: '{node} and {other} both have no successor, and a graph has one output.',
  },
  es: {
    empty: 'El grafo está vacío. Agregue una Entrada.',
    noInput: 'El grafo no tiene ninguna Entrada. Agregue una y conéctela a la primera capa.',
    unreachable: 'Su entrada no está conectada, así que no recibe ninguna imagen.',
    missingInputs: 'Necesita al menos {least} entradas y tiene {found}.',
    severalOutputs: 'Ni {node} ni {other} tienen sucesor, y un grafo tiene una sola salida.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Nodes that lack an input, graphs without an Input, and graphs with several outputs. */
export const connections: Rule = {
  find: (context) => [...inputless(context), ...missingInputs(context), ...outputs(context)],
  words: MESSAGES,
};

function inputless({ graph, inference, data }: Context): readonly Found[] {
  const kinds = [...inference.nodes.values()].map(({ layer }) => layer.kind);
  if (kinds.some((kind) => kind === undefined || kind.inputs.max === 0)) return [];
  const proposals = (): readonly Fix[] => {
    const [height, width, channels] = data?.image ?? [28, 28, 1];
    const params = { height, width, channels };
    const first = Object.keys(graph.nodes).find((id) => (inference.wiring.inputs.get(id)?.length ?? 0) === 0);
    const add = { type: 'add', kind: input.kind, id: freeInputId(graph.nodes), params } as const;
    const wire = first === undefined ? [] : [{ type: 'connect', from: add.id, to: first } as const];
    return [{ code: 'addInput', values: { size: [height, width, channels] }, edits: [add, ...wire] }];
  };
  return [{ code: kinds.length === 0 ? 'empty' : 'noInput', proposals }];
}

function freeInputId(nodes: Context['graph']['nodes']): string {
  let id = 'input';
  for (let number = 2; Object.hasOwn(nodes, id); number++) id = `input${number}`;
  return id;
}

function missingInputs({ inference }: Context): readonly Found[] {
  return [...inference.nodes].flatMap(([node, { layer }]): readonly Found[] => {
    const least = layer.kind?.inputs.min ?? 0;
    const found = inference.wiring.inputs.get(node)?.length ?? 0;
    if (found >= least) return NONE;
    const code = found === 0 && least === 1 ? 'unreachable' : 'missingInputs';
    return [{ node, code, values: { least, found }, proposals: inputsFor }];
  });
}

const NONE: readonly Found[] = [];

/** Proposes wires from the ends of other branches to a node without input, then its removal. */
function* inputsFor({ graph, inference }: Context, { node: to = '' }: Finding): Iterable<Fix> {
  const behind = downstream(inference.wiring, to);
  for (const from of sinks(graph))
    if (!behind.has(from)) yield { code: 'connect', values: { from, to }, edits: [{ type: 'connect', from, to }] };
  yield removeNode(to);
}

function outputs({ graph, inference }: Context): readonly Found[] {
  const ends = sinks(graph);
  if (ends.length < 2) return [];
  const main = mainOf(inference, ends);
  return ends
    .filter((end) => end !== main)
    .map((end) => ({ node: end, code: 'severalOutputs', values: { node: end, other: main }, proposals: removeBranch }));
}

/** The most likely output: the end with the most nodes upstream. */
function mainOf({ wiring }: Inference, ends: readonly string[]): string {
  const counts = countUpstream(wiring, ends);
  const count = (end: string) => counts.get(end) ?? 0;
  return ends.reduce((best, end) => (count(end) > count(best) ? end : best));
}

/** Removes an end and the nodes that the main output does not depend on. */
function removeBranch({ graph, inference }: Context, { node: end = '' }: Finding): readonly Fix[] {
  const needed = upstream(inference.wiring, mainOf(inference, sinks(graph)));
  const branch = [...upstream(inference.wiring, end)].filter((id) => !needed.has(id));
  return branch.length === 1
    ? [removeNode(end)]
    : [{ code: 'removeAll', values: { nodes: someOf(branch, ', ') }, edits: [{ type: 'remove', nodes: branch }] }];
}
