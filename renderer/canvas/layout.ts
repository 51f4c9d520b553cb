import { graphlib, layout } from '@dagrejs/dagre';
import type { Graph, Position } from '../../shared/graph/document';
import { NODE_SIZE, ROW_STEP, STEP } from '../../shared/graph/placement';
import { wiringOf } from '../../shared/graph/wiring';
import { GRID } from '../editor/place';

/** Room between branches, in pixels. */
const BRANCH_GAP = 44;

/**
 * The number of columns that fit in one row, and the aspect ratio, in nodes, of longer graphs: the paper's autoencoder has
 * three rows of four, which a small window shows at full size.
 */
const ONE_ROW = 5;
const WIDER = 1.6;

/**
 * Positions of all nodes: left to right in the order of the wires, branches below one another, and long graphs
 * in several rows, like the figure of a paper.
 */
export function arranged(graph: Graph): Readonly<Record<string, Position>> {
  const columns = columnsOf(graph);
  const positions: Record<string, Position> = {};
  let top = 0;
  for (const [start, end] of rowsOf(columns, graph)) {
    const members = columns.slice(start, end);
    const branches = members.filter((nodes) => nodes.length > 1).flat();
    const least = Math.min(...branches.map(({ y }) => y), Infinity);
    const height = branches.length === 0 ? 0 : Math.max(...branches.map(({ y }) => y)) - least;
    for (const [column, nodes] of members.entries())
      for (const { id, y } of nodes) {
        // A node without parallel branches is in the row's first line: wires enter from above, and branches are below.
        const below = nodes.length === 1 ? 0 : y - least;
        positions[id] = { x: column * STEP, y: snap(top + below) };
      }
    top += height + ROW_STEP;
  }
  return positions;
}

/** The number of columns per row. */
export function rowLength(columns: number): number {
  return columns <= ONE_ROW ? ONE_ROW : Math.ceil(Math.sqrt(columns * WIDER));
}

/** The cost of a wire into the next row, in squared columns of deviation from the target row length. */
const CUT = 12;

/**
 * The first and last column of each row: rows have similar lengths, and break where few wires cross, so
 * that the branches of a block stay in one row.
 */
function rowsOf(columns: readonly (readonly Placed[])[], graph: Graph): readonly (readonly [number, number])[] {
  const count = columns.length;
  const length = Math.ceil(count / Math.max(1, Math.ceil(count / rowLength(count))));
  const sources = sourcesOver(columns, graph);
  // Dynamic programming: the lowest cost of the first n columns, and the start of their last row.
  const best: { readonly cost: number; readonly start: number }[] = [{ cost: 0, start: 0 }];
  for (let end = 1; end <= count; end++) {
    let found = { cost: Number.POSITIVE_INFINITY, start: 0 };
    for (let start = Math.max(0, end - 2 * length); start < end; start++) {
      const off = end - start - length;
      const shorter = end === count && off < 0;
      const cost = (best[start]?.cost ?? 0) + (shorter ? 0 : off ** 2) + (end === count ? 0 : CUT * ((sources[end] ?? 1) - 1));
      if (cost < found.cost) found = { cost, start };
    }
    best.push(found);
  }
  const rows: (readonly [number, number])[] = [];
  for (let end = count; end > 0; end = rows[0]?.[0] ?? 0) rows.unshift([best[end]?.start ?? 0, end]);
  return rows;
}

/** The number of layers with a wire across each gap between columns; the index is the column after the gap. */
function sourcesOver(columns: readonly (readonly Placed[])[], graph: Graph): readonly number[] {
  const columnOf = new Map(columns.flatMap((nodes, column) => nodes.map(({ id }) => [id, column] as const)));
  const { outputs } = wiringOf(graph);
  const sources = columns.map(() => 0);
  for (const [id, column] of columnOf) {
    const last = Math.max(column, ...(outputs.get(id) ?? []).map(({ to }) => columnOf.get(to) ?? column));
    for (let place = column + 1; place <= last; place++) sources[place] = (sources[place] ?? 0) + 1;
  }
  return sources;
}

interface Placed {
  readonly id: string;
  /** The position within the column, in pixels. */
  readonly y: number;
}

/** The nodes by their distance from the input; dagre orders the branches to reduce crossings. */
function columnsOf(graph: Graph): readonly (readonly Placed[])[] {
  const drawn = new graphlib.Graph();
  drawn.setGraph({ rankdir: 'LR', nodesep: BRANCH_GAP, ranksep: STEP - NODE_SIZE.width });
  drawn.setDefaultEdgeLabel(() => ({}));
  const { order, inputs } = wiringOf(graph);
  for (const id of order) drawn.setNode(id, { ...NODE_SIZE });
  for (const id of order) for (const { from } of inputs.get(id) ?? []) drawn.setEdge(from, id);
  layout(drawn);
  const columns = new Map<number, Placed[]>();
  for (const id of order) {
    const { x, y } = drawn.node(id);
    const column = Math.round(x);
    columns.set(column, [...(columns.get(column) ?? []), { id, y }]);
  }
  return [...columns.entries()].sort(([a], [b]) => a - b).map(([, nodes]) => nodes);
}

const snap = (value: number): number => Math.round(value / GRID) * GRID;
