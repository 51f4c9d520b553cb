import { type Document, type Edge, type Graph, type GraphNode, VERSION } from './document';

/** The documents within the limits that are the most expensive to diagnose, for tests: every node has a problem. */

/** A document of one graph. */
export function documentOf(nodes: Graph['nodes'], edges: readonly Edge[] = [], training: Graph['training'] = {}): Document {
  const graph: Graph = { id: 'model', name: '', nodes, edges, annotations: [], training };
  return { format: 'patchbay', version: VERSION, name: '', notes: '', graphs: [graph] };
}

const node = (kind: string, params: GraphNode['params'] = {}, more: Partial<GraphNode> = {}): GraphNode => ({
  ...{ kind, params, position: { x: 0, y: 0 } },
  ...more,
});

const wire = (from: string, to: string, index: number, toPort = 0): Edge => ({ id: `e${index}`, from, to, toPort });

const SAME = { filters: 1, padding: [1, 1] };

/** An Input and layers without wires. */
export function loose(count: number): Document {
  const layers = Array.from({ length: count - 1 }, (_, index) => [`c${index}`, node('Conv2D')] as const);
  return documentOf({ input: node('Input'), ...Object.fromEntries(layers) });
}

/** Few layers with many wires from earlier to later ones, several of them into one port. */
export function manyWires(count: number, wires: number): Document {
  const ids = ['input', ...Array.from({ length: count - 1 }, (_, index) => `a${index}`)];
  const nodes = Object.fromEntries(ids.map((id, index) => [id, node(index === 0 ? 'Input' : 'Add')]));
  const edges = Array.from({ length: wires }, (_, index) => {
    const to = 1 + ((index * 7919) % (count - 1));
    return wire(ids[(index * 104_729) % to] ?? '', ids[to] ?? '', index, (index * 31) % 200);
  });
  return documentOf(nodes, edges);
}

/** Rows of layers, each fed by one of the row before, of which one in seventeen is invalid. */
export function wideAndWrong(count: number): Document {
  const width = Math.floor(Math.sqrt(count));
  const params = (index: number) => (index % 17 === 3 ? { kernel: [40, 40] } : { filters: 4, padding: [1, 1] });
  const layers = Array.from({ length: count - 1 }, (_, index) => [`c${index}`, node('Conv2D', params(index))] as const);
  const edges = layers.map(([id], index) => wire(index < width ? 'input' : `c${index - width}`, id, index));
  return documentOf({ input: node('Input'), ...Object.fromEntries(layers) }, edges);
}

/** A chain of layers that keep the size, except the one at `wrong`, which shrinks it. `more` is merged into every layer. */
export function chain(count: number, wrong?: number, more: Partial<GraphNode> = {}): Document {
  const layers = Array.from({ length: count - 1 }, (_, index) => {
    const params = index === wrong ? { filters: 1 } : SAME;
    return [`c${index}`, node('Conv2D', params, more)] as const;
  });
  const edges = layers.map(([id], index) => wire(index === 0 ? 'input' : `c${index - 1}`, id, index));
  return documentOf({ input: node('Input'), ...Object.fromEntries(layers) }, edges);
}

/** Layers in one cycle. */
export function ring(count: number): Document {
  const ids = Array.from({ length: count }, (_, index) => `c${index}`);
  const edges = ids.map((id, index) => wire(id, ids[(index + 1) % count] ?? '', index));
  return documentOf(Object.fromEntries(ids.map((id) => [id, node('Conv2D')])), edges);
}

/** Layers with every parameter wrong. */
export function wrongParameters(count: number): Document {
  const params = { filters: -1, kernel: [0, 0], stride: 'x', padding: [-1, 2.5], dilation: null, bias: 3, activation: 'no' };
  return documentOf(Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, node('Conv2D', params)])));
}

/** Two chains; the layers of the second take weights of other shapes from the first, of a run that does not exist. */
export function foreignWeights(count: number): Document {
  const half = Math.floor(count / 2);
  const run = { id: 'gone', checkpoint: 'best', sha256: '0'.repeat(64) } as const;
  const [first] = chain(half).graphs;
  const [second] = chain(half, undefined, { weightsFrom: { graph: 'first', node: 'c0', run } }).graphs;
  const document = documentOf({});
  const graphs = [...(first ? [{ ...first, id: 'first' }] : []), ...(second ? [{ ...second, id: 'second' }] : [])];
  return { ...document, graphs };
}

/** Every kind of worst case, with the given number of nodes. */
export function worstCases(count: number): ReadonlyMap<string, Document> {
  return new Map([
    ['loose', loose(count)],
    ['many wires', manyWires(Math.max(3, Math.floor(count / 5)), Math.min(20_000, 10 * count))],
    ['wide and wrong', wideAndWrong(count)],
    ['wrong in the middle', chain(count, Math.floor(count / 2))],
    ['wrong everywhere', chain(count, undefined, { expect: [7, 7, 3] })],
    ['in a ring', ring(count)],
    ['wrong parameters', wrongParameters(count)],
    ['foreign weights', foreignWeights(count)],
  ]);
}
