import { kindOf } from '../../layers/index';
import type { Params } from '../../layers/support/kind';
import { type Graph, type GraphNode, ID_PATTERN, LIMITS, nodeOf, type Position } from '../document';
import { wiringOf } from '../wiring';
import { EditError } from './error';
import { freeEdgeId, freeNodeId } from './ids';

/** The node of this id. @throws EditError where there is none */
export function needNode(graph: Graph, id: string): GraphNode {
  const node = nodeOf(graph, id);
  if (!node) throw new EditError('noNode', { node: id });
  return node;
}

/** Puts something else in a node's place. */
export function replaceNode(graph: Graph, id: string, node: GraphNode): Graph {
  return { ...graph, nodes: { ...graph.nodes, [id]: node } };
}

/** Adds a node that is wired to nothing. */
export function addNode(graph: Graph, kind: string, params: Params, position: Position, wanted?: string): Graph {
  if (!kindOf(kind)) throw new EditError('noKind', { kind });
  if (Object.keys(graph.nodes).length >= LIMITS.nodes) throw new EditError('tooManyNodes', { most: LIMITS.nodes });
  const id = wanted ?? freeNodeId(graph, kind);
  if (!ID_PATTERN.test(id)) throw new EditError('badId', { id });
  if (nodeOf(graph, id)) throw new EditError('idTaken', { id });
  return replaceNode(graph, id, { kind, params, position });
}

/**
 * Removes a node and closes the gap: what it fed is fed by what fed it, in the same ports. Of several inputs the first takes
 * its place.
 */
export function removeNode(graph: Graph, id: string): Graph {
  needNode(graph, id);
  const source = wiringOf(graph).inputs.get(id)?.[0]?.from;
  const { [id]: _, ...nodes } = graph.nodes;
  const edges = graph.edges.filter((edge) => edge.to !== id && edge.from !== id);
  for (const edge of graph.edges) {
    if (edge.from !== id || source === undefined || source === id || source === edge.to) continue;
    edges.push({ ...edge, id: freeEdgeId(edges, source, edge.to), from: source });
  }
  return { ...graph, nodes, edges };
}

/** How far a copy stands from its original, in pixels. */
const OFFSET = 32;

/** Copies nodes, with the wires between them. Ids are new; a copy takes its inputs from the copies alone. */
export function duplicateNodes(graph: Graph, ids: readonly string[]): Graph {
  const copies = new Map<string, string>();
  let result = graph;
  for (const id of new Set(ids)) {
    const node = needNode(graph, id);
    if (Object.keys(result.nodes).length >= LIMITS.nodes) throw new EditError('tooManyNodes', { most: LIMITS.nodes });
    const copy = freeNodeId(result, node.kind);
    copies.set(id, copy);
    const position = { ...node.position, x: node.position.x + OFFSET, y: node.position.y + OFFSET };
    result = replaceNode(result, copy, { ...node, position });
  }
  for (const edge of graph.edges) {
    const [from, to] = [copies.get(edge.from), copies.get(edge.to)];
    if (from === undefined || to === undefined) continue;
    result = { ...result, edges: [...result.edges, { ...edge, id: freeEdgeId(result.edges, from, to), from, to }] };
  }
  return result;
}
