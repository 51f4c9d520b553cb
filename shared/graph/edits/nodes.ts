import { kindOf } from '../../layers/index';
import type { Params } from '../../layers/support/kind';
import { deepEqual } from '../deep-equal';
import { type Graph, type GraphNode, ID_PATTERN, nodeOf, type Position } from '../document';
import { wiringOf } from '../wiring';
import { EditError } from './error';
import { freeEdgeId, freeNodeId, idsOf } from './ids';
import { placed } from './places';

/** The node of this id. @throws EditError if there is none */
export function needNode(graph: Graph, id: string): GraphNode {
  const node = nodeOf(graph, id);
  if (!node) throw new EditError('noNode', { node: id });
  return node;
}

/** Replaces a node. */
export function replaceNode(graph: Graph, id: string, node: GraphNode): Graph {
  return { ...graph, nodes: { ...graph.nodes, [id]: node } };
}

/** Adds a node without wires. */
export function addNode(graph: Graph, kind: string, params: Params, position: Position, wanted?: string): Graph {
  if (!kindOf(kind)) throw new EditError('noKind', { kind });
  const id = wanted ?? freeNodeId(graph, kind);
  if (!ID_PATTERN.test(id)) throw new EditError('badId', { id });
  if (nodeOf(graph, id)) throw new EditError('idTaken', { id });
  return replaceNode(graph, id, { kind, params, position: placed(position) });
}

/** Removes nodes and their wires, without joining their neighbours. */
export function cutNodes(graph: Graph, ids: readonly string[]): Graph {
  for (const id of ids) needNode(graph, id);
  const cut = new Set(ids);
  if (cut.size === 0) return graph;
  const nodes = Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => !cut.has(id)));
  return { ...graph, nodes, edges: graph.edges.filter((edge) => !cut.has(edge.to) && !cut.has(edge.from)) };
}

/**
 * Removes nodes and joins their neighbours: the nodes they fed are fed by their source, in the same ports. Of several sources the first
 * that remains is used.
 */
export function removeNodes(graph: Graph, ids: readonly string[]): Graph {
  const left = cutNodes(graph, ids);
  const removed = new Set(ids);
  const { order, inputs } = wiringOf(graph);
  const sources = new Map<string, string>();
  for (const id of order) {
    if (!removed.has(id)) continue;
    const fed = (inputs.get(id) ?? []).map(({ from }) => (removed.has(from) ? sources.get(from) : from));
    const source = fed.find((from) => from !== undefined);
    if (source !== undefined) sources.set(id, source);
  }
  const edges = [...left.edges];
  const taken = new Set(idsOf(edges));
  for (const edge of graph.edges) {
    const source = sources.get(edge.from);
    if (source === undefined || removed.has(edge.to) || source === edge.to) continue;
    const id = freeEdgeId(taken, source, edge.to);
    taken.add(id);
    edges.push({ ...edge, id, from: source });
  }
  return { ...left, edges };
}

/** Moves several nodes at once. */
export function moveNodes(graph: Graph, positions: Readonly<Record<string, Position>>): Graph {
  const moved = Object.entries(positions).flatMap(([id, position]): [string, GraphNode][] => {
    const node = needNode(graph, id);
    const there = placed({ ...node.position, ...position });
    return deepEqual(there, node.position) ? [] : [[id, { ...node, position: there }]];
  });
  return moved.length === 0 ? graph : { ...graph, nodes: { ...graph.nodes, ...Object.fromEntries(moved) } };
}
