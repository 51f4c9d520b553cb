import { isIdentity } from '../layers/support/kind';
import { type Graph, type GraphNode, nodeOf } from './document';
import { parseParams } from './parse-params';
import { wiringOf } from './wiring';

/**
 * What a graph computes, as a text: its kinds with their parameters, defaults filled in, and how they are wired. Ids, names, places and
 * sizes that are expected make no difference, nor do layers that hand on what comes in. Two graphs of the same text are the same
 * net; where branches are interchangeable, the same net may have two texts.
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

/** True if a layer makes no difference: it is bypassed, or has the parameters of an identity, as a Dropout of rate 0. */
function forwards(node: GraphNode): boolean {
  const { kind, params } = parseParams(node);
  return node.bypassed === true || (kind !== undefined && params !== undefined && isIdentity(kind, params));
}

function sorted(params: GraphNode['params']): readonly unknown[] {
  return Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
}
