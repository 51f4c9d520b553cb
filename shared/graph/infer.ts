import { type Counts, count, type Formula, type LayerKind, type Params, refuse, ShapeError } from '../layers/support/kind';
import { isImage, MOST_VALUES, type Shape, sameShape, volume } from '../layers/support/shape';
import { type Graph, type GraphNode, nodeOf } from './document';
import { type ParsedLayer, parseParams } from './parse-params';
import { type Wiring, wiringOf } from './wiring';

/** The inference of one node. */
export interface NodeInference {
  readonly node: GraphNode;
  readonly layer: ParsedLayer;
  /** The input sizes, by port; `undefined` if unknown. */
  readonly ins: readonly (Shape | undefined)[];
  /** The output size; `undefined` if unknown. */
  readonly out: Shape | undefined;
  /** The reason why the layer has no output size although its input sizes are known. */
  readonly refusal: ShapeError | undefined;
}

/** The sizes of a graph's nodes by id, in topological order. */
export interface Inference {
  readonly graph: Graph;
  readonly wiring: Wiring;
  readonly nodes: ReadonlyMap<string, NodeInference>;
}

/**
 * Infers every size of a graph: any DAG, with several inputs, branches and merges. Nodes are visited in topological order, so a merge
 * is never stale. Results of `previous` are reused for nodes that are the same and get the same sizes: after a change, only nodes
 * downstream of it are inferred again.
 * @example infer(graph).nodes.get('conv1')?.out // [26, 26, 16]
 */
export function infer(graph: Graph, previous?: Inference): Inference {
  const wiring = wiringOf(graph);
  const nodes = new Map<string, NodeInference>();
  for (const id of wiring.order) {
    const node = nodeOf(graph, id);
    if (!node) continue;
    const ins = (wiring.inputs.get(id) ?? []).map(({ from }) => nodes.get(from)?.out);
    const before = previous?.nodes.get(id);
    nodes.set(id, before && before.node === node && sameSizes(before.ins, ins) ? before : inferNode(node, ins));
  }
  return { graph, wiring, nodes };
}

/** By graph; graphs are immutable. */
const known = new WeakMap<Graph, Inference>();

/** The inference of a graph, memoised by the graph's identity. */
export function inferenceOf(graph: Graph): Inference {
  const found = known.get(graph) ?? infer(graph);
  known.set(graph, found);
  return found;
}

/** True if two lists of sizes are equal, unknown ones included. */
export function sameSizes(a: NodeInference['ins'], b: NodeInference['ins']): boolean {
  return a.length === b.length && a.every((size, index) => sameSize(size, b[index]));
}

function sameSize(a: Shape | undefined, b: Shape | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && sameShape(a, b));
}

/** Infers one node from its input sizes. */
export function inferNode(node: GraphNode, ins: readonly (Shape | undefined)[]): NodeInference {
  const layer = parseParams(node);
  const result = sizeOf(node, layer, ins);
  const refusal = result instanceof ShapeError ? result : undefined;
  const out = result instanceof ShapeError ? undefined : result;
  return { node, layer, ins, out, refusal };
}

function sizeOf(
  node: GraphNode,
  { kind, params }: ParsedLayer,
  ins: readonly (Shape | undefined)[],
): Shape | ShapeError | undefined {
  if (!kind || !params) return undefined;
  const known = knownInputs(kind, ins);
  if (!known) return undefined;
  return isBypassed(node, kind) ? known[0] : layerSize(kind, params, known);
}

/** The input sizes of a layer's ports, if there are enough and all are known. Edges into ports that it lacks are ignored. */
function knownInputs(kind: LayerKind, ins: readonly (Shape | undefined)[]): readonly Shape[] | undefined {
  const taken = ins.slice(0, kind.inputs.max);
  const known = taken.filter((size) => size !== undefined);
  return known.length === taken.length && known.length >= kind.inputs.min ? known : undefined;
}

/** True if a node is bypassed and forwards its input. An Input has no input to forward. */
export function isBypassed(node: GraphNode, kind: LayerKind): boolean {
  return node.bypassed === true && kind.inputs.max > 0;
}

/** The output size of one layer, within the limit of values per tensor. */
export function layerSize(kind: LayerKind, params: Params, ins: readonly Shape[]): Shape | ShapeError {
  const out = kind.inferShape(params, ins);
  if (out instanceof ShapeError) return out;
  if (volume(out) > MOST_VALUES) return refuse('tooManyValues', { out, most: MOST_VALUES });
  const weights = kind.weights(params, ins).map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  if (weights.some((values) => values > MOST_VALUES))
    return refuse('tooManyWeights', { values: Math.max(...weights), most: MOST_VALUES });
  return out;
}

/** A layer with known sizes: its kind, parameters and shapes. */
export interface Sized {
  readonly kind: LayerKind;
  readonly params: Params;
  readonly ins: readonly Shape[];
  readonly out: Shape;
}

/** The layer of a node, if its size is known and it is not bypassed. */
export function sized({ node, layer, ins, out }: NodeInference): Sized | undefined {
  const { kind, params } = layer;
  if (!kind || !params || !out || isBypassed(node, kind)) return undefined;
  const known = knownInputs(kind, ins);
  return known && { kind, params, ins: known, out };
}

/**
 * The size that a node passes on: its expected size if it has one (as a vector if its own size is a vector), else `out`.
 */
export function expected(inferred: NodeInference | undefined, out: Shape | undefined): Shape | undefined {
  const expect = inferred?.node.expect;
  if (!expect) return out;
  return out && !isImage(out) ? [volume(expect)] : expect;
}

/** The cost of a node: 0 if it is bypassed, `undefined` if its size is unknown. */
export function countsOf(inference: NodeInference): Counts | undefined {
  const layer = sized(inference);
  if (layer) return count(layer.kind, layer.params, layer.ins, layer.out);
  return inference.out ? { params: 0, flops: 0, activations: 0 } : undefined;
}

/** A node's formula with its numbers, if its size is known. */
export function formulaOf(inference: NodeInference): Formula | undefined {
  const layer = sized(inference);
  return layer?.kind.explain(layer.params, layer.ins, layer.out);
}

/** The cost of a graph, over the nodes with known sizes. */
export function totalsOf({ nodes }: Inference): Counts {
  const all = [...nodes.values()].map(countsOf).filter((counts) => counts !== undefined);
  const sum = (name: keyof Counts) => all.reduce((total, counts) => total + counts[name], 0);
  return { params: sum('params'), flops: sum('flops'), activations: sum('activations') };
}
