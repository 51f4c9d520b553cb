import type { Edge as FlowEdge, Node as FlowNode } from 'reactflow';
import type { Diagnosis, Problem } from '../../shared/graph/diagnosis/diagnose';
import type { Difference } from '../../shared/graph/differences/index';
import { type Graph, type GraphNode, nodeOf } from '../../shared/graph/document';
import type { ParsedLayer } from '../../shared/graph/parse-params';
import { sinks } from '../../shared/graph/wiring';

/**
 * The data of a layer on the canvas. The same object is kept while nothing in it changes. It excludes sizes: one
 * parameter may change all of them, and each is subscribed to where it is shown, so that nothing else is redrawn.
 */
export interface LayerData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly layer: ParsedLayer;
  readonly problems: readonly Problem[];
  /** Its row in the table of the graph, Inputs not counted; 0 for an Input. */
  readonly row: number;
  /** True for the only node without a successor, the output of the graph. */
  readonly isOutput: boolean;
  /** Its differences from the original, in a variant. */
  readonly differences: readonly Difference[];
  /** The number of wires into it; a merge shows one more port. */
  readonly taken: number;
}

export interface WireData extends Record<string, unknown> {
  /** True if its size is known. The size is subscribed to where it is shown, so that no other wire is redrawn. */
  readonly known: boolean;
}

export interface NoteData extends Record<string, unknown> {
  /** Its index in the graph's annotations. */
  readonly index: number;
  readonly text: string;
}

export type LayerFlowNode = FlowNode<LayerData, 'layer'>;
export type NoteFlowNode = FlowNode<NoteData, 'note'>;
export type CanvasNode = LayerFlowNode | NoteFlowNode;
export type WireFlowEdge = FlowEdge<WireData, 'wire'>;

const NONE: readonly never[] = [];

/** The facts about a graph that its nodes show. */
export interface Known extends Pick<Diagnosis, 'inference' | 'problems'> {
  readonly differences?: readonly Difference[];
}

/**
 * The React Flow nodes for the layers of a graph. Nodes that look the same as in `previous` are the same objects.
 */
export function flowNodes(
  graph: Graph,
  { inference, problems, differences = NONE }: Known,
  previous: ReadonlyMap<string, CanvasNode> = new Map(),
): readonly LayerFlowNode[] {
  const problemsOf = byNode(problems);
  const differencesOf = byNode(differences);
  const ends = sinks(graph);
  const nodes: LayerFlowNode[] = [];
  let row = 0;
  for (const [id, { layer }] of inference.nodes) {
    const node = nodeOf(graph, id);
    if (!node) continue;
    const isInput = layer.kind?.inputs.max === 0;
    if (!isInput) row++;
    const data: LayerData = {
      node,
      layer,
      problems: problemsOf.get(id) ?? NONE,
      differences: differencesOf.get(id) ?? NONE,
      row: isInput ? 0 : row,
      isOutput: ends.length === 1 && ends[0] === id,
      taken: inference.wiring.inputs.get(id)?.length ?? 0,
    };
    const old = previous.get(id);
    const before = old?.type === 'layer' ? old : undefined;
    const same = before && sameData(before.data, data);
    if (before && same && before.position === node.position) nodes.push(before);
    else nodes.push({ id, type: 'layer', position: node.position, data: before && same ? before.data : data });
  }
  return nodes;
}

/** The React Flow id of a note; no layer can have such an id. */
const NOTE = /^note:(\d+)$/;

/** The index of a note from the id of its node; `undefined` for a layer. */
export function noteOf(id: string): number | undefined {
  const match = NOTE.exec(id);
  return match ? Number(match[1]) : undefined;
}

/** The React Flow nodes for the notes of a graph. Nodes that look the same as in `previous` are the same objects. */
export function flowNotes(
  { annotations }: Graph,
  previous: ReadonlyMap<string, CanvasNode> = new Map(),
): readonly NoteFlowNode[] {
  return annotations.map(({ text, position }, index): NoteFlowNode => {
    const id = `note:${index}`;
    const before = previous.get(id);
    if (before?.type === 'note' && before.data.text === text && before.position === position) return before;
    return { id, type: 'note', position, data: { index, text }, ariaLabel: text.slice(0, 200), zIndex: -1 };
  });
}

function byNode<T extends { readonly node?: string | undefined }>(found: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const lists = new Map<string, T[]>();
  for (const one of found) {
    if (one.node === undefined) continue;
    const list = lists.get(one.node);
    if (list) list.push(one);
    else lists.set(one.node, [one]);
  }
  return lists;
}

/** True if two nodes look the same, apart from their positions. */
function sameData(a: LayerData, b: LayerData): boolean {
  return (
    sameLayer(a.node, b.node) &&
    a.layer === b.layer &&
    a.row === b.row &&
    a.isOutput === b.isOutput &&
    a.taken === b.taken &&
    a.problems.length === b.problems.length &&
    a.problems.every((problem, index) => sameProblem(problem, b.problems[index])) &&
    (a.differences === b.differences || JSON.stringify(a.differences) === JSON.stringify(b.differences))
  );
}

function sameLayer({ position: _, ...a }: GraphNode, { position: __, ...b }: GraphNode): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => Reflect.get(a, key) === Reflect.get(b, key));
}

function sameProblem(a: Problem, b: Problem | undefined): boolean {
  return (
    a === b || (b !== undefined && JSON.stringify([a.code, a.param, a.values]) === JSON.stringify([b.code, b.param, b.values]))
  );
}

/** The React Flow edges of a graph. Edges that look the same as in `previous` are the same objects. */
export function flowEdges(
  graph: Graph,
  { nodes, wiring }: Diagnosis['inference'],
  previous: ReadonlyMap<string, WireFlowEdge> = new Map(),
): readonly WireFlowEdge[] {
  const dangling = new Set(wiring.dangling);
  return graph.edges
    .filter((edge) => !dangling.has(edge))
    .map((edge) => {
      const known = nodes.get(edge.from)?.out !== undefined;
      const targetHandle = portName(edge.toPort);
      const before = previous.get(edge.id);
      const same =
        before?.source === edge.from &&
        before.target === edge.to &&
        before.targetHandle === targetHandle &&
        before.data?.known === known;
      if (before && same) return before;
      const ariaLabel = `${edge.from} → ${edge.to}`;
      return { id: edge.id, type: 'wire', source: edge.from, target: edge.to, targetHandle, data: { known }, ariaLabel };
    });
}

/** The React Flow handle id of an input port. */
export const portName = (port: number): string => `in${port}`;

/** The port of a handle id; `undefined` if it is not a port, or if the wire was dropped on the node itself. */
export function portOf(name: string | null | undefined): number | undefined {
  const match = /^in(\d+)$/.exec(name ?? '');
  return match ? Number(match[1]) : undefined;
}
