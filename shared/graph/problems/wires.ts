import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { type Edge, nodeOf } from '../document';
import type { Context } from '../fixes/context';
import type { Fix } from '../fixes/fix';
import { someOf } from '../labels';
import type { Finding, Rule } from './problem';

const cut = (edge: Edge): Fix => ({
  code: 'disconnect',
  values: { from: edge.from, to: edge.to },
  edits: [{ type: 'disconnect', edge: edge.id }],
});

const MESSAGES = defineMessages({
  en: {
    danglingWire: 'The wire {edge} goes from {from} to {to}, but there is no node {missing}.',
    takenPort: 'Two wires lead into input {port}: from {first} and from {second}.',
    noSuchPort: 'A wire from {from} leads into input {port}, but the layer has at most {most}.',
    circle: 'The wires form a cycle: {path}. Remove one of them.',
  },
  es: {
    danglingWire: 'El cable {edge} va de {from} a {to}, pero no hay ningún nodo {missing}.',
    takenPort: 'Dos cables llegan a la entrada {port}: desde {first} y desde {second}.',
    noSuchPort: 'Un cable desde {from} llega a la entrada {port}, pero la capa tiene {most} como máximo.',
    circle: 'Los cables forman un ciclo: {path}. Quite uno de ellos.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Invalid wires: from or to a missing node, into a port that is taken or does not exist, or in a cycle. */
export const wires: Rule = {
  find: (context) => [...dangling(context), ...clashing(context), ...beyond(context), ...circles(context)],
  words: MESSAGES,
};

function dangling({ graph, inference }: Context): readonly Found[] {
  return inference.wiring.dangling.map((edge) => {
    const at = nodeOf(graph, edge.to) ? edge.to : edge.from;
    const missing = nodeOf(graph, edge.to) ? edge.from : edge.to;
    const values = { edge: edge.id, from: edge.from, to: edge.to, missing };
    return { ...(nodeOf(graph, at) ? { node: at } : {}), code: 'danglingWire', values, proposals: () => [cut(edge)] };
  });
}

function clashing({ inference }: Context): readonly Found[] {
  const { wiring, nodes } = inference;
  return wiring.clashing.map((edge) => {
    const into = wiring.inputs.get(edge.to) ?? [];
    const first = into.find((other) => other.toPort === edge.toPort);
    const proposals = () => {
      const most = nodes.get(edge.to)?.layer.kind?.inputs.max ?? 1;
      const taken = new Set(into.map((other) => other.toPort));
      const free = Array.from({ length: most }, (_, port) => port).find((port) => !taken.has(port));
      return [...(free === undefined ? [] : [move(edge, free)]), cut(edge), ...(first ? [cut(first)] : [])];
    };
    return {
      node: edge.to,
      code: 'takenPort',
      values: { port: edge.toPort + 1, first: first?.from ?? '', second: edge.from },
      proposals,
    };
  });
}

const move = (edge: Edge, toPort: number): Fix => ({
  code: 'moveWire',
  values: { from: edge.from, port: toPort + 1 },
  edits: [
    { type: 'disconnect', edge: edge.id },
    { type: 'connect', from: edge.from, to: edge.to, toPort },
  ],
});

function beyond({ inference }: Context): readonly Found[] {
  return [...inference.nodes].flatMap(([node, { layer }]) => {
    const most = layer.kind?.inputs.max;
    if (most === undefined) return [];
    const into = inference.wiring.inputs.get(node) ?? [];
    return into
      .filter((edge) => edge.toPort >= most)
      .map((edge) => ({
        node,
        code: 'noSuchPort',
        values: { from: edge.from, port: edge.toPort + 1, most },
        proposals: () => [cut(edge)],
      }));
  });
}

/** One finding for each cycle, found by walking upstream from the nodes that have no topological order. */
function circles({ inference }: Context): readonly Found[] {
  const { wiring } = inference;
  const found: Found[] = [];
  const seen = new Set<string>();
  for (const start of wiring.cyclic) {
    const way: Edge[] = [];
    const onWay = new Set<string>();
    let id = start;
    // Each of these nodes has an input from another one, so the walk ends at a node that it has seen.
    while (!seen.has(id) && !onWay.has(id)) {
      onWay.add(id);
      const back = (wiring.inputs.get(id) ?? []).find((edge) => wiring.cyclic.has(edge.from));
      if (!back) break;
      way.push(back);
      id = back.from;
    }
    if (onWay.has(id)) {
      const circle = way.slice(way.findIndex((edge) => edge.to === id)).reverse();
      const path = someOf([...circle.map((edge) => edge.from), circle[0]?.from ?? ''], ' → ');
      found.push({ node: id, code: 'circle', values: { path }, proposals: () => [...circle].reverse().map(cut) });
    }
    for (const node of onWay) seen.add(node);
  }
  return found;
}
