import { isIdentity } from '../layers/support/kind';
import { type Graph, type GraphNode, nodeOf } from './document';
import { parseParams } from './parse-params';
import { wiringOf } from './wiring';

/**
 * A text that identifies the computation of a graph: its kinds with all parameters, and the wiring. Ids, names, positions, expected sizes
 * and layers that forward their input do not matter. Two graphs with the same text are the same net; if branches are interchangeable, a
 * net may have two texts.
 */
export function signatureOf(graph: Graph): string {
  const { order, inputs } = wiringOf(graph);
  const places = new Map<string, number | undefined>();
  const layers: unknown[] = [];
  for (const id of order) {
    const node = nodeOf(graph, id);
    const from = (inputs.get(id) ?? []).map((edge) => places.get(edge.from));
    if (!node) continue;
    if (from.length > 0 && forwards(node)) places.set(id, from[0]);
    else {
      places.set(id, layers.length);
      layers.push([node.kind, sorted(parseParams(node).params ?? node.params), from]);
    }
  }
  return JSON.stringify(layers);
}

/** True if a layer forwards its input: it is bypassed, or an identity such as a Dropout of rate 0. */
function forwards(node: GraphNode): boolean {
  const { kind, params } = parseParams(node);
  return node.bypassed === true || (kind !== undefined && params !== undefined && isIdentity(kind, params));
}

function sorted(params: GraphNode['params']): readonly unknown[] {
  return Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
}
