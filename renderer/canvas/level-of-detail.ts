import { create } from 'zustand';

/** The zoom levels below which a layer omits its small text, and shows only its name and size in large letters. */
const REDUCED = 0.5;
const MINIMAL = 0.42;

/** The level of detail at a zoom; undefined for full detail. */
export function levelOfDetail(zoom: number): 'reduced' | 'minimal' | undefined {
  return zoom < MINIMAL ? 'minimal' : zoom < REDUCED ? 'reduced' : undefined;
}

/** True while the canvas shows the lowest detail. A separate store, so that layers do not subscribe to the view. */
export const useMinimalDetail = create<{ readonly minimal: boolean }>(() => ({ minimal: false }));
