import { kindOf } from '../../layers/index';
import type { Params } from '../../layers/support/kind';
import type { Edge, Graph } from '../document';
import { kindLabel } from '../labels';
import { downstream, wiringOf } from '../wiring';
import { EditError } from './error';
import { freeEdgeId, freeNodeId, idsOf } from './ids';
import { addNode, needNode } from './nodes';

/**
 * The port that a wire would end in: the requested one, else the only one, else a merge's first free one. Errors are returned, not
 * thrown, since the canvas shows them while a wire is being dragged.
 */
export function portFor(graph: Graph, from: string, to: string, wanted?: number): number | EditError {
  needNode(graph, from);
  const node = needNode(graph, to);
  if (from === to) return new EditError('toItself');
  // An unknown kind is assumed to take one input.
  const most = kindOf(node.kind)?.inputs.max ?? 1;
  if (most === 0) return new EditError('noInputs', { node: to });
  if (downstream(wiringOf(graph), to).has(from)) return new EditError('wouldCycle', { from, to });
  if (wanted !== undefined)
    return Number.isInteger(wanted) && wanted >= 0 && wanted < most
      ? wanted
      : new EditError('noPort', { node: to, port: wanted + 1, most });
  if (most === 1) return 0;
  const taken = new Set(graph.edges.filter((edge) => edge.to === to).map((edge) => edge.toPort));
  for (let port = 0; port < most; port++) if (!taken.has(port)) return port;
  return new EditError('full', { node: to, most });
}

/** Wires a node's output to an input of another, replacing the wire in that port. */
export function connect(graph: Graph, from: string, to: string, wanted?: number): Graph {
  const toPort = portFor(graph, from, to, wanted);
  if (toPort instanceof EditError) throw toPort;
  const inPort = graph.edges.filter((edge) => edge.to === to && edge.toPort === toPort);
  if (inPort.length === 1 && inPort[0]?.from === from) return graph;
  const edges = graph.edges.filter((edge) => !inPort.includes(edge));
  return { ...graph, edges: [...edges, { id: freeEdgeId(idsOf(edges), from, to), from, to, toPort }] };
}

/** The wire of this id. @throws EditError if there is none */
function needEdge(graph: Graph, id: string): Edge {
  const edge = graph.edges.find((candidate) => candidate.id === id);
  if (!edge) throw new EditError('noEdge', { edge: id });
  return edge;
}

/** Removes a wire. */
export function disconnect(graph: Graph, id: string): Graph {
  const edge = needEdge(graph, id);
  return { ...graph, edges: graph.edges.filter((candidate) => candidate !== edge) };
}

/** Inserts a new node into a wire, by its first input. */
export function insertOnEdge(graph: Graph, edgeId: string, kind: string, params: Params, wanted?: string): Graph {
  const edge = needEdge(graph, edgeId);
  const [before, after] = [needNode(graph, edge.from), needNode(graph, edge.to)];
  const between = (axis: 'x' | 'y') => (before.position[axis] + after.position[axis]) / 2;
  const id = wanted ?? freeNodeId(graph, kind);
  return putOnEdge(addNode(graph, kind, params, { x: between('x'), y: between('y') }, id), edge, id);
}

/** Inserts an existing node without wires into a wire. */
export function insertNode(graph: Graph, edgeId: string, id: string): Graph {
  const edge = needEdge(graph, edgeId);
  for (const end of [id, edge.from, edge.to]) needNode(graph, end);
  if (graph.edges.some(({ from, to }) => from === id || to === id)) throw new EditError('wired', { node: id });
  return putOnEdge(graph, edge, id);
}

function putOnEdge(graph: Graph, edge: Edge, id: string): Graph {
  const { kind } = needNode(graph, id);
  if (kindOf(kind)?.inputs.max === 0) throw new EditError('cannotInsert', { kind: kindLabel(kind) });
  const others = graph.edges.filter((candidate) => candidate !== edge);
  const taken = new Set(idsOf(others));
  const into: Edge = { id: freeEdgeId(taken, edge.from, id), from: edge.from, to: id, toPort: 0 };
  const out: Edge = { ...edge, id: freeEdgeId(taken.add(into.id), id, edge.to), from: id };
  return { ...graph, edges: [...others, into, out] };
}
