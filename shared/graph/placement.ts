import type { Graph, Position } from './document';

/** How large something is on the canvas, in pixels at 100 %. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of every node on the canvas. */
export const NODE_SIZE: Size = { width: 168, height: 148 };

/** The free space between neighbours, in pixels. */
export const GAP = 24;

/** How far apart the nodes of a row stand, from left edge to left edge. */
export const STEP = NODE_SIZE.width + GAP;

/** How far apart rows stand, from top edge to top edge: with room for the wires between them, and for the mark of the output. */
export const ROW_STEP = NODE_SIZE.height + 84;

/**
 * Where something new can stand without lying over a node: where it is wanted, else the nearer of the first free places straight
 * to the right of it and straight below.
 */
export function freePosition(graph: Graph, wanted: Position, size: Size = NODE_SIZE): Position {
  const taken = Object.values(graph.nodes).map(({ position }) => position);
  const right = pushed(taken, wanted, size, 'x');
  const down = pushed(taken, wanted, size, 'y');
  return right.x - wanted.x <= down.y - wanted.y ? right : down;
}

/** Moves a place along one axis, past whatever it lies over, until it lies over nothing. */
function pushed(taken: readonly Position[], start: Position, size: Size, axis: 'x' | 'y'): Position {
  const step = axis === 'x' ? STEP : ROW_STEP;
  let place = { x: start.x, y: start.y };
  for (;;) {
    const under = taken.find((other) => overlaps(place, size, other));
    if (!under) return place;
    place = { ...place, [axis]: under[axis] + step };
  }
}

function overlaps(place: Position, size: Size, node: Position): boolean {
  const apart = (axis: 'x' | 'y', length: number, own: number) =>
    node[axis] >= place[axis] + length || place[axis] >= node[axis] + own;
  return !apart('x', size.width, NODE_SIZE.width) && !apart('y', size.height, NODE_SIZE.height);
}
