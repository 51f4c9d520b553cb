import type { Position } from '../../shared/graph/document';

/** The operations that commands call on the visible canvas. Positions are in document coordinates. */
export interface CanvasController {
  /** Fits the whole graph into the view. */
  fit(): void;
  zoomToSelection(): void;
  zoomIn(): void;
  zoomOut(): void;
  zoomTo100(): void;
  /** Scrolls to a node, selects it and focuses it. */
  reveal(node: string): void;
  /** The center of the view. */
  center(): Position;
  /** Edits the name of a node in place. */
  rename(node: string): void;
  /** Opens the layer search, to add a layer after a node or at the center. */
  search(from?: string): void;
  /** Opens the search for a layer to wire a node to. */
  connect(from: string): void;
  /** Fits the graph if a node is out of view. */
  keepInView(node: string): void;
  /** The last pointer position over the canvas, or else the center of the view. */
  pointer(): Position;
  /** Focuses the canvas: a node, which is scrolled into view, or the selection. */
  focus(node?: string): void;
}

let current: CanvasController | undefined;

/** The visible canvas, if there is one. */
export const canvas = (): CanvasController | undefined => current;

/** Called by the canvas when it mounts and unmounts. */
export function setCanvas(controller: CanvasController | undefined): void {
  current = controller;
}
