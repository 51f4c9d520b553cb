import type { Target } from '../editor/place';

/** What is open over the canvas, and where, in pixels of the window: the search of a new layer, or of one to be wired to. */
export type Popup =
  | { readonly type: 'layers'; readonly x: number; readonly y: number; readonly target: Target }
  | { readonly type: 'connect'; readonly x: number; readonly y: number; readonly from: string };
