import { kindOf } from '../../layers/index';
import { type Edge, type Graph, type GraphNode, nodeOf, type Position } from '../document';
import { EditError } from './error';
import type { Fragment } from './fragment';
import { freeEdgeId, freeNodeId } from './ids';
import { placed } from './places';

/** The offset of a copy from its original, in pixels. */
const OFFSET = 32;

export interface PasteOptions {
  /** The top left corner of the copies; by default a little beside the originals. */
  readonly position?: Position | undefined;
  /** Wire the copies to the nodes of this graph that the originals were wired to. */
  readonly keepInputs?: boolean | undefined;
  /** Allow a second Input; otherwise the graph's own Input replaces a copied one. */
  readonly moreInputs?: boolean | undefined;
}

/** Adds copies of a fragment's nodes, with new ids, and the wires between them. */
export function paste(graph: Graph, clip: Fragment, options: PasteOptions = {}): Graph {
  // The sources in this graph for the wires of each node of the fragment.
  const here = new Map<string, string>();
  const nodes: Record<string, GraphNode> = { ...graph.nodes };
  let input = options.moreInputs ? undefined : Object.keys(nodes).find((id) => isInput(graph.nodes[id]));
  const copied: [id: string, original: GraphNode][] = [];
  for (const [id, node] of Object.entries(clip.nodes)) {
    const copy = isInput(node) && input !== undefined ? input : freeNodeId({ nodes }, node.kind);
    here.set(id, copy);
    if (copy === input) continue;
    nodes[copy] = node;
    copied.push([copy, node]);
    if (isInput(node) && !options.moreInputs) input = copy;
  }
  if (copied.length === 0 && here.size > 0) throw new EditError('inputThere', { node: input ?? '' });

  const shift = shiftOf(copied, options.position);
  for (const [id, node] of copied) nodes[id] = { ...node, position: placed(moved(node.position, shift)) };

  const isNew = new Set(copied.map(([id]) => id));
  const edges: Edge[] = [...graph.edges];
  const taken = new Set(edges.map(({ id }) => id));
  for (const edge of clip.edges) {
    const outside = options.keepInputs && nodeOf(graph, edge.from) ? edge.from : undefined;
    const [from, to] = [here.get(edge.from) ?? outside, here.get(edge.to)];
    if (from === undefined || to === undefined || !isNew.has(to)) continue;
    const id = freeEdgeId(taken, from, to);
    taken.add(id);
    edges.push({ ...edge, id, from, to });
  }
  return copied.length === 0 ? graph : { ...graph, nodes, edges };
}

function isInput(node: GraphNode | undefined): boolean {
  return node !== undefined && kindOf(node.kind)?.inputs.max === 0;
}

function shiftOf(copied: readonly [id: string, node: GraphNode][], corner: Position | undefined): Position {
  if (!corner) return { x: OFFSET, y: OFFSET };
  const least = (axis: 'x' | 'y') => copied.reduce((so, [, { position }]) => Math.min(so, position[axis]), Infinity);
  return copied.length === 0 ? corner : { x: corner.x - least('x'), y: corner.y - least('y') };
}

function moved(position: Position, by: Position): Position {
  return { ...position, x: position.x + by.x, y: position.y + by.y };
}
