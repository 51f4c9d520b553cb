import { input } from '../../layers/input';
import { nodeOf } from '../document';
import { removeNode } from '../fixes/proposals';
import { sinks, upstream } from '../wiring';
import type { Context, Finding, Fix, Rule } from './problem';

/** Nodes that lack an input, graphs without an Input, and graphs with several outputs. */
export const connections: Rule = {
  find: (context) => [...inputless(context), ...missingInputs(context), ...outputs(context)],

  words: {
    en: {
      empty: 'The graph is empty: it begins with an Input.',
      noInput: 'No Input leads into the graph: there is nothing that the images could come in by.',
      unreachable: 'Nothing is wired into it, so no image reaches it.',
      missingInputs: 'It needs at least {least} inputs, and has {found}.',
      severalOutputs: '{node} has no successor, and neither has {other}: a graph has one output.',
    },
    es: {
      empty: 'El grafo está vacío: empieza por una Entrada.',
      noInput: 'Ninguna Entrada llega al grafo: no hay por dónde puedan llegar las imágenes.',
      unreachable: 'No hay nada conectado a él, así que ninguna imagen le llega.',
      missingInputs: 'Necesita al menos {least} entradas, y tiene {found}.',
      severalOutputs: '{node} no tiene sucesor, y {other} tampoco: un grafo tiene una sola salida.',
    },
  },
};

function inputless({ graph, inference, data }: Context): readonly Finding[] {
  const kinds = [...inference.nodes.values()].map(({ layer }) => layer.kind);
  if (kinds.some((kind) => kind === undefined || kind.inputs.max === 0)) return [];
  const [height, width, channels] = data?.image ?? [28, 28, 1];
  const params = { height, width, channels };
  const first = Object.keys(graph.nodes).find((id) => (inference.wiring.inputs.get(id)?.length ?? 0) === 0);
  const add = { type: 'add', kind: input.kind, id: freeInputId(graph.nodes), params } as const;
  const wire = first === undefined ? [] : [{ type: 'connect', from: add.id, to: first } as const];
  const fix: Fix = { code: 'addInput', values: { size: [height, width, channels] }, edits: [add, ...wire] };
  return [{ code: kinds.length === 0 ? 'empty' : 'noInput', proposals: [fix] }];
}

function freeInputId(nodes: Context['graph']['nodes']): string {
  let id = 'input';
  for (let number = 2; Object.hasOwn(nodes, id); number++) id = `input${number}`;
  return id;
}

function missingInputs({ graph, inference }: Context): readonly Finding[] {
  const ends = sinks(graph);
  return [...inference.nodes].flatMap(([node, { layer }]): Finding[] => {
    const least = layer.kind?.inputs.min ?? 0;
    const found = inference.wiring.inputs.get(node)?.length ?? 0;
    if (found >= least) return [];
    const behind = upstream(inference.wiring, node);
    // What could be wired to it: the ends of other branches.
    const wire = ends
      .filter((end) => end !== node && !behind.has(end) && !upstream(inference.wiring, end).has(node))
      .map((from): Fix => ({ code: 'connect', values: { from, to: node }, edits: [{ type: 'connect', from, to: node }] }));
    const code = found === 0 && least === 1 ? 'unreachable' : 'missingInputs';
    return [{ node, code, values: { least, found }, proposals: [...wire, removeNode(node)] }];
  });
}

function outputs({ graph, inference }: Context): readonly Finding[] {
  const ends = sinks(graph);
  // The output that was meant is most likely the one that the most lies behind.
  const behind = new Map(ends.map((end) => [end, upstream(inference.wiring, end)]));
  const size = (end: string) => behind.get(end)?.size ?? 0;
  const main = ends.reduce<string | undefined>(
    (best, end) => (best === undefined || size(end) > size(best) ? end : best),
    undefined,
  );
  if (main === undefined) return [];
  const needed = behind.get(main);
  return ends
    .filter((end) => end !== main && nodeOf(graph, end))
    .map((end) => {
      const branch = [...(behind.get(end) ?? [])].filter((id) => !needed?.has(id));
      const fix: Fix =
        branch.length === 1
          ? removeNode(end)
          : { code: 'removeAll', values: { nodes: branch.join(', ') }, edits: [{ type: 'remove', nodes: branch }] };
      return { node: end, code: 'severalOutputs', values: { node: end, other: main }, proposals: [fix] };
    });
}
