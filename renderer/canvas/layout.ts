import { graphlib, layout } from '@dagrejs/dagre';
import type { Graph, Position } from '../../shared/graph/document';
import { NODE_SIZE, ROW_STEP, STEP } from '../../shared/graph/placement';
import { wiringOf } from '../../shared/graph/wiring';
import { GRID } from '../editor/place';

/** Room between branches, in pixels. */
const BRANCH_GAP = 44;

/**
 * Up to how many columns are one row, and how much wider than high, in nodes, more of them become: the paper's autoencoder stands in
 * three rows of four, which a small window shows at full size.
 */
const ONE_ROW = 5;
const WIDER = 1.6;

/**
 * Places for all nodes: in the order of the wires from left to right, branches below one another, and what is longer than a row
 * goes on in the next one, like the figure of a paper.
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
        // What has no branch beside it stands in the row's first line: wires come in from above it, and branches are below.
        const below = nodes.length === 1 ? 0 : y - least;
        positions[id] = { x: column * STEP, y: snap(top + below) };
      }
    top += height + ROW_STEP;
  }
  return positions;
}

/** How many columns a row has. */
export function rowLength(columns: number): number {
  return columns <= ONE_ROW ? ONE_ROW : Math.ceil(Math.sqrt(columns * WIDER));
}

/** What a wire more that leads into the next row costs, in squared columns that a row is longer or shorter than it should be. */
const CUT = 12;

/**
 * Where each row begins and ends: rows are about as long as one another, and go over into the next where few layers lead there, so
 * that branches which belong together stay in one row.
 */
function rowsOf(columns: readonly (readonly Placed[])[], graph: Graph): readonly (readonly [number, number])[] {
  const count = columns.length;
  const length = Math.ceil(count / Math.max(1, Math.ceil(count / rowLength(count))));
  const sources = sourcesOver(columns, graph);
  // The cheapest way to lay out the first columns, for every number of them, and where its last row begins.
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

/** Of how many layers a wire leads over each place between two columns: the index is the column after it. */
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
  /** The place within the column, in pixels. */
  readonly y: number;
}

/** The nodes by their distance from the beginning; dagre orders the branches so that few wires cross. */
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
