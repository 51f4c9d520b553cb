import { FARTHEST, type Position } from '../document';
import { EditError } from './error';

/** A place as a document can hold it: no farther out than the canvas goes. @throws EditError where it is no place at all */
export function placed(position: Position): Position {
  return { ...position, x: bounded(position.x), y: bounded(position.y) };
}

function bounded(coordinate: number): number {
  if (!Number.isFinite(coordinate)) throw new EditError('noPlace', {});
  // Adding 0 makes 0 of minus zero, which JSON lacks.
  return Math.min(FARTHEST, Math.max(-FARTHEST, coordinate)) + 0;
}
