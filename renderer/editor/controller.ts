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
  /** Opens the search of layers: for one that comes behind a node, or in the middle. */
  search(from?: string): void;
  /** Opens the search of layers that a node can be wired to. */
  connect(from: string): void;
  /** Brings everything into view where a node is not. */
  keepInView(node: string): void;
  /** Where the pointer last was over the canvas, or the middle of what is in view. */
  pointer(): Position;
  /** Puts the keyboard's focus on the canvas: on a node, which comes into view, or on what is selected. */
  focus(node?: string): void;
}

let current: CanvasController | undefined;

/** The canvas on screen, if there is one. */
export const canvas = (): CanvasController | undefined => current;

/** Called by the canvas when it comes and goes. */
export function setCanvas(controller: CanvasController | undefined): void {
  current = controller;
}
