import type { Spot } from '../../shared/graph/diagnosis/suggest';
import type { Graph, Position } from '../../shared/graph/document';
import type { Edit } from '../../shared/graph/edits/edit';
import { freeNodeId } from '../../shared/graph/edits/ids';
import { freePosition, NODE_SIZE, ROW_STEP, STEP } from '../../shared/graph/placement';
import { sinks, wiringOf } from '../../shared/graph/wiring';
import { kindOf } from '../../shared/layers/index';

/** The edits that add a layer, and its id. */
export interface Placed {
  readonly id: string;
  readonly edits: readonly Edit[];
}

/** The spot for a new layer: a position, a wire, or a node that it follows. */
export interface Target {
  /** The center of the new node, in document pixels. */
  readonly at?: Position | undefined;
  /** The wire to insert it into. */
  readonly edge?: string | undefined;
  /** The node to wire it to; chosen by `spotFor` if not given, and `null` for none. */
  readonly from?: string | null | undefined;
}

/**
 * Adds a new layer: inserted into a wire, or else wired to the node before it, so that a chain can be built by
 * dropping layers.
 */
export function place(graph: Graph, kind: string, selected: readonly string[], target: Target): Placed {
  const id = freeNodeId(graph, kind);
  const { at } = target;
  const { edge, from } = target.edge === undefined && target.from === undefined ? spotFor(graph, selected, at) : target;
  const corner = at && { x: snap(at.x - NODE_SIZE.width / 2), y: snap(at.y - NODE_SIZE.height / 2) };
  if (edge !== undefined && kindOf(kind)?.inputs.max !== 0) {
    const inserted: Edit = { type: 'insert', edge, kind, id };
    return { id, edits: corner ? [inserted, { type: 'move', node: id, position: freePosition(graph, corner) }] : [inserted] };
  }
  const behind = kindOf(kind)?.inputs.max === 0 ? undefined : (from ?? undefined);
  const source = behind === undefined ? undefined : graph.nodes[behind];
  const wanted = corner ?? (source ? behindOf(graph, source.position) : { x: 0, y: 0 });
  const add: Edit = { type: 'add', kind, id, position: freePosition(graph, wanted) };
  return { id, edits: behind === undefined ? [add] : [add, { type: 'connect', from: behind, to: id }] };
}

/** Layers per row: as many as a small window shows at full size. */
const ROW = 4;

/** The position after a node: to its right, or at the start of a new row if its row is full. */
function behindOf(graph: Graph, { x, y }: Position): Position {
  const places = Object.values(graph.nodes).map(({ position }) => position);
  const left = Math.min(...places.map((place) => place.x));
  if (x + STEP < left + ROW * STEP) return { x: x + STEP, y };
  return { x: left, y: y + ROW_STEP };
}

/**
 * The default spot for a new layer: the wire out of the one selected layer, after it if it has no wire, else after the only
 * layer without a successor. A drop uses the selected layer's wire only if it is close to that layer.
 */
export function spotFor(graph: Graph, selected: readonly string[], at?: Position): Spot {
  const [only] = selected;
  const source = only === undefined ? undefined : graph.nodes[only];
  if (selected.length === 1 && only !== undefined && source && (!at || isBeside(source.position, at))) {
    const leading = wiringOf(graph).outputs.get(only) ?? [];
    const [wire] = leading;
    if (wire && leading.length === 1) return { edge: wire.id };
  }
  return { from: tailOf(graph, selected) };
}

/** True if a new layer with this center would overlap the layer, or its neighbour on the right or below. */
function isBeside({ x, y }: Position, at: Position): boolean {
  const [right, down] = [at.x - (x + NODE_SIZE.width / 2), at.y - (y + NODE_SIZE.height / 2)];
  return right >= 0 && right <= STEP && Math.abs(down) <= NODE_SIZE.height / 2;
}

/** The node that a new layer follows: the selected one, else the only one without a successor. */
export function tailOf(graph: Graph, selected: readonly string[]): string | undefined {
  const [only] = selected;
  if (selected.length === 1 && only !== undefined && (wiringOf(graph).outputs.get(only)?.length ?? 0) === 0) return only;
  const ends = sinks(graph);
  return ends.length === 1 ? ends[0] : undefined;
}

/** The grid that nodes snap to, in pixels. */
export const GRID = 8;

const snap = (value: number): number => Math.round(value / GRID) * GRID;
