import type { Target } from '../editor/place';

/** The open popup over the canvas and its position in window pixels: the search for a new layer or for a layer to wire to. */
export type Popup =
  | { readonly type: 'layers'; readonly x: number; readonly y: number; readonly target: Target }
  | { readonly type: 'connect'; readonly x: number; readonly y: number; readonly from: string };
