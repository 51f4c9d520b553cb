import { create } from 'zustand';

/** Up to which zoom a layer's smaller text cannot be read, and from which on its name and size are drawn larger instead. */
const FAR = 0.5;
const FARTHEST = 0.42;

/** How much of the layers is drawn at a zoom. */
export function farOf(zoom: number): 'far' | 'farthest' | undefined {
  return zoom < FARTHEST ? 'farthest' : zoom < FAR ? 'far' : undefined;
}

/** Whether the canvas is seen from farthest. A store of its own, so that layers need not listen to every move of the view. */
export const useFarthest = create<{ readonly farthest: boolean }>(() => ({ farthest: false }));
