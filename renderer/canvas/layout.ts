import { graphlib, layout } from '@dagrejs/dagre';
import type { Graph, Position } from '../../shared/graph/document';
import { NODE_SIZE, ROW_STEP, STEP } from '../../shared/graph/placement';
import { wiringOf } from '../../shared/graph/wiring';
import { GRID } from './place';

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
  const rows = Math.max(1, Math.ceil(columns.length / rowLength(columns.length)));
  const perRow = Math.ceil(columns.length / rows);
  const positions: Record<string, Position> = {};
  let top = 0;
  for (let row = 0; row < rows; row++) {
    const members = columns.slice(row * perRow, (row + 1) * perRow);
    const branches = members.filter((nodes) => nodes.length > 1).flat();
    const least = Math.min(...branches.map(({ y }) => y), Infinity);
    const height = branches.length === 0 ? 0 : Math.max(...branches.map(({ y }) => y)) - least;
    for (const [column, nodes] of members.entries())
      for (const { id, y } of nodes) {
        // What has no branch beside it stands in one line, whatever way the branches of other columns take.
        const below = nodes.length === 1 ? height / 2 : y - least;
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
