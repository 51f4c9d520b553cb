import type { Graph, Position } from './document';

/** A size on the canvas, in pixels at 100 %. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of every node on the canvas. */
export const NODE_SIZE: Size = { width: 168, height: 148 };

/** The free space between neighbours, in pixels. */
export const GAP = 24;

/** The horizontal distance of the nodes in a row, from left edge to left edge. */
export const STEP = NODE_SIZE.width + GAP;

/** The vertical distance of rows, from top edge to top edge, with room for wires and the output's mark. */
export const ROW_STEP = NODE_SIZE.height + 84;

/**
 * A free position for something new: the wanted one, else the nearer of the first free positions to the right of it and below it.
 */
export function freePosition(graph: Graph, wanted: Position, size: Size = NODE_SIZE): Position {
  const taken = Object.values(graph.nodes).map(({ position }) => position);
  const right = pushed(taken, wanted, size, 'x');
  const down = pushed(taken, wanted, size, 'y');
  return right.x - wanted.x <= down.y - wanted.y ? right : down;
}

/** Moves a position along one axis until it overlaps no node. */
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
