import type { Position } from '../../shared/graph/document';

/** What commands can ask of the canvas that is on screen. Positions are those of the document. */
export interface CanvasController {
  /** Brings the whole graph into view. */
  fit(): void;
  zoomToSelection(): void;
  zoomIn(): void;
  zoomOut(): void;
  zoomTo100(): void;
  /** Brings a node into view, selects it and puts the keyboard's focus on it. */
  reveal(node: string): void;
  /** The middle of what is in view. */
  center(): Position;
  /** Lets the name of a node be typed in its place. */
  rename(node: string): void;
  /** Opens the search of layers, at a place in the document or in the middle. */
  search(at?: Position): void;
  /** Puts the keyboard's focus on the canvas. */
  focus(): void;
}

let current: CanvasController | undefined;

/** The canvas on screen, if there is one. */
export const canvas = (): CanvasController | undefined => current;

/** Called by the canvas when it comes and goes. */
export function setCanvas(controller: CanvasController | undefined): void {
  current = controller;
}
