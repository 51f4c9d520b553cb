import type { Position } from '../../shared/graph/document';
import { GAP, NODE_SIZE, STEP } from '../../shared/graph/placement';

/**
 * A wire as an SVG path, and the center of its size label: on its longest horizontal segment, or close above a
 * wire that is shorter than the label.
 */
export interface WirePath {
  readonly path: string;
  readonly label: Position;
}

/** The straight length of a wire at a port, and the radius of its corners, in pixels. */
const OUT = GAP / 2;
const CORNER = 9;

/** The length of a horizontal wire from which the label is on it, and the label's distance above shorter wires, in pixels. */
const ROOM = 90;
const ABOVE = 18;

/**
 * The path of a wire from an output to an input, around the nodes: straight to a neighbour, over the nodes
 * between on the same row, and through the gap between rows back to the start of the next row.
 */
export function wirePath(from: Position, to: Position): WirePath {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (dx < 0) {
    // Through the gap above the target row. The height depends on the distance, so that two such wires do not overlap.
    const beyond = NODE_SIZE.height / 2 + GAP + Math.min(GAP, (-dx / STEP) * 4);
    const down = dy > NODE_SIZE.height ? Math.max(to.y - beyond, from.y + dy / 2) : Math.max(from.y, to.y) + beyond;
    const y = dy < -NODE_SIZE.height ? from.y - beyond : down;
    return around(from, to, y);
  }
  const level = Math.abs(dy) < NODE_SIZE.height / 2;
  // Around the nodes between: over them if both ends are in one row, else close along its own row to the other one.
  const past = NODE_SIZE.height / 2 + GAP / 2;
  if (dx > STEP && level) return around(from, to, Math.min(from.y, to.y) - past);
  if (dx > STEP) return around(from, to, from.y + Math.sign(dy) * past);
  const bend = Math.max(dx / 2, OUT);
  const path = `M${point(from)}C${from.x + bend},${from.y} ${to.x - bend},${to.y} ${point(to)}`;
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  // Above the start of a short wire, so that the heads of both nodes stay legible; else in the gap between two rows.
  if (level) return { path, label: dx < ROOM ? { x: middle.x, y: from.y - ABOVE } : middle };
  const far = Math.min(Math.abs(dy) / 2, NODE_SIZE.height / 2 + GAP);
  return { path, label: { x: middle.x, y: from.y + Math.sign(dy) * far } };
}

/** From the port to a level, along it, and into the other port. */
function around(from: Position, to: Position, y: number): WirePath {
  const corners = [
    { x: from.x + OUT, y: from.y },
    { x: from.x + OUT, y },
    { x: to.x - OUT, y },
    { x: to.x - OUT, y: to.y },
  ];
  const left = Math.min(from.x + OUT, to.x - OUT);
  const right = Math.max(from.x + OUT, to.x - OUT);
  return { path: rounded([from, ...corners, to]), label: { x: (left + right) / 2, y } };
}

/** A polyline with round corners. */
function rounded(points: readonly Position[]): string {
  const [first, ...rest] = points;
  const last = points.at(-1);
  if (!first || !last) return '';
  const corners = rest.slice(0, -1).map((corner, index) => {
    const [before, after] = [points[index] ?? corner, rest[index + 1] ?? corner];
    const radius = Math.min(CORNER, distance(before, corner) / 2, distance(corner, after) / 2);
    return `L${point(towards(corner, before, radius))}Q${point(corner)} ${point(towards(corner, after, radius))}`;
  });
  return `M${point(first)}${corners.join('')}L${point(last)}`;
}

const distance = (a: Position, b: Position): number => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Position, to: Position, by: number): Position {
  const far = distance(from, to);
  return far === 0 ? from : { x: from.x + ((to.x - from.x) * by) / far, y: from.y + ((to.y - from.y) * by) / far };
}

const point = ({ x, y }: Position): string => `${Number(x.toFixed(1))},${Number(y.toFixed(1))}`;
