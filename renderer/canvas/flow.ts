import type { Edge as FlowEdge, Node as FlowNode } from 'reactflow';
import type { Diagnosis, Problem } from '../../shared/graph/diagnosis/diagnose';
import type { Difference } from '../../shared/graph/differences/index';
import { type Graph, type GraphNode, nodeOf } from '../../shared/graph/document';
import type { ParsedLayer } from '../../shared/graph/parse-params';
import { sinks } from '../../shared/graph/wiring';

/**
 * What a layer on the canvas is drawn from. It is the same object for as long as nothing of it changes. Sizes are no part of it: one
 * change of a parameter may change them all, and each is read where it is written, so that nothing else is drawn anew.
 */
export interface LayerData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly layer: ParsedLayer;
  readonly problems: readonly Problem[];
  /** How many layers stand before it in the table of the graph, Inputs not counted: its row; 0 for an Input. */
  readonly row: number;
  /** The one node without a successor: what comes out of it is what the task is about. */
  readonly isOutput: boolean;
  /** In what it differs from the graph that this one is a variant of. */
  readonly differences: readonly Difference[];
  /** How many wires come in, so that a merge always shows one free port. */
  readonly taken: number;
}

export interface WireData extends Record<string, unknown> {
  /** Whether the size that goes along it is known. The size itself is read where it is written, so that no other wire is drawn anew. */
  readonly known: boolean;
}

export interface NoteData extends Record<string, unknown> {
  /** Its place among the graph's annotations. */
  readonly index: number;
  readonly text: string;
}

export type LayerFlowNode = FlowNode<LayerData, 'layer'>;
export type NoteFlowNode = FlowNode<NoteData, 'note'>;
export type CanvasNode = LayerFlowNode | NoteFlowNode;
export type WireFlowEdge = FlowEdge<WireData, 'wire'>;

const NONE: readonly never[] = [];

/** What is known of a graph that its nodes show. */
export interface Known extends Pick<Diagnosis, 'inference' | 'problems'> {
  readonly differences?: readonly Difference[];
}

/**
 * The nodes that React Flow draws for the layers of a graph. Those that look as they did in `previous` are the same objects.
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

/** What React Flow knows a note by: no layer's id can be like it. */
const NOTE = /^note:(\d+)$/;

/** The place of a note among the annotations, by the id of its node; `undefined` for a layer's. */
export function noteOf(id: string): number | undefined {
  const match = NOTE.exec(id);
  return match ? Number(match[1]) : undefined;
}

/** The nodes that React Flow draws for the notes of a graph. Those that look as they did in `previous` are the same objects. */
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

/** Whether two nodes look the same; where they stand is not part of it. */
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

/** The wires that React Flow draws for a graph. Those that look as they did in `previous` are the same objects. */
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

/** The name of an input port, by which React Flow knows it. */
export const portName = (port: number): string => `in${port}`;

/** The port of such a name; `undefined` where there is none, or a wire was dropped on the node as a whole. */
export function portOf(name: string | null | undefined): number | undefined {
  const match = /^in(\d+)$/.exec(name ?? '');
  return match ? Number(match[1]) : undefined;
}
