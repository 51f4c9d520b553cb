import type { Position } from '../../shared/graph/document';
import { GAP, NODE_SIZE, STEP } from '../../shared/graph/placement';

/**
 * A wire as an SVG path, and where the middle of the size that goes along it stands: on its longest level stretch, or close above a
 * wire that is shorter than the size.
 */
export interface WirePath {
  readonly path: string;
  readonly label: Position;
}

/** How far a wire leads straight out of a port, and how round its corners are, in pixels. */
const OUT = GAP / 2;
const CORNER = 9;

/** How long a level wire must be for its size to be written on it, and how far above a shorter one it stands, in pixels. */
const ROOM = 90;
const ABOVE = 18;

/**
 * The way of a wire from an output to an input, beside the nodes and not through them: level to a neighbour, over what stands
 * between on the same row, and through the gap between rows where it leads back to the beginning of the next one.
 */
export function wirePath(from: Position, to: Position): WirePath {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (dx < 0) {
    // Through the gap above the row that it leads to; the farther it leads the nearer, so that two such wires do not lie on one another.
    const beyond = NODE_SIZE.height / 2 + GAP + Math.min(GAP, (-dx / STEP) * 4);
    const down = dy > NODE_SIZE.height ? Math.max(to.y - beyond, from.y + dy / 2) : Math.max(from.y, to.y) + beyond;
    const y = dy < -NODE_SIZE.height ? from.y - beyond : down;
    return around(from, to, y);
  }
  const level = Math.abs(dy) < NODE_SIZE.height / 2;
  // Past what stands between: over it where both ends are in one row, else close along its own row on the way to the other one.
  const past = NODE_SIZE.height / 2 + GAP / 2;
  if (dx > STEP && level) return around(from, to, Math.min(from.y, to.y) - past);
  if (dx > STEP) return around(from, to, from.y + Math.sign(dy) * past);
  const bend = Math.max(dx / 2, OUT);
  const path = `M${point(from)}C${from.x + bend},${from.y} ${to.x - bend},${to.y} ${point(to)}`;
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  // Above a short one by where it begins: what stands at the head of both nodes stays legible. Else in the gap between two rows.
  if (level) return { path, label: dx < ROOM ? { x: middle.x, y: from.y - ABOVE } : middle };
  const far = Math.min(Math.abs(dy) / 2, NODE_SIZE.height / 2 + GAP);
  return { path, label: { x: middle.x, y: from.y + Math.sign(dy) * far } };
}

/** Out of the port, to a level, along it, and into the other port. */
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

/** A line through points with round corners. */
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
