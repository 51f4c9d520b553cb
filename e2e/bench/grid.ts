import { NODE_SIZE } from '../../shared/graph/placement';

/** Room between the nodes of a benchmark's chain, in pixels. */
const GAP = 40;

/** The place of a node in a chain that is laid out row by row, about as wide as a screen is for its height. */
export function gridPlace(index: number, count: number): { readonly x: number; readonly y: number } {
  const columns = Math.ceil(Math.sqrt(count * 1.5));
  return { x: (index % columns) * (NODE_SIZE.width + GAP), y: Math.floor(index / columns) * (NODE_SIZE.height + GAP) };
}
