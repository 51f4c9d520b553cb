import { type Graph, nodeOf } from '../document';
import { STEP } from '../placement';
import type { Edit } from './edit';
import { freeNodeId } from './ids';

/** A layer that is not in the graph yet. */
export interface NewLayer {
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The edits that append layers to a node, one after another, each to the right of the one before. */
export function appendLayers(graph: Graph, node: string, layers: readonly NewLayer[]): readonly Edit[] {
  const from = nodeOf(graph, node)?.position ?? { x: 0, y: 0 };
  const edits: Edit[] = [];
  let [last, shadow] = [node, graph];
  for (const [index, { kind, params }] of layers.entries()) {
    const id = freeNodeId(shadow, kind);
    const position = { x: from.x + STEP * (index + 1), y: from.y };
    // Reserve the id, so that the next layer gets another one.
    shadow = { ...shadow, nodes: { ...shadow.nodes, [id]: { kind, params, position } } };
    edits.push({ type: 'add', kind, params, position, id }, { type: 'connect', from: last, to: id });
    last = id;
  }
  return edits;
}
