import { FARTHEST, type Position } from '../document';
import { EditError } from './error';

/** A position, clamped to the canvas. @throws EditError if a coordinate is not finite */
export function placed(position: Position): Position {
  return { ...position, x: bounded(position.x), y: bounded(position.y) };
}

function bounded(coordinate: number): number {
  if (!Number.isFinite(coordinate)) throw new EditError('noPlace');
  // Adding 0 turns −0, which JSON lacks, into 0.
  return Math.min(FARTHEST, Math.max(-FARTHEST, coordinate)) + 0;
}
