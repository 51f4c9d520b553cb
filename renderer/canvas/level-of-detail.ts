import { create } from 'zustand';

/** The zooms below which the small text of a layer is left out, and below which its name and size are drawn in large letters instead. */
const REDUCED = 0.5;
const MINIMAL = 0.42;

/** The level of detail at a zoom; undefined where layers are drawn in full. */
export function levelOfDetail(zoom: number): 'reduced' | 'minimal' | undefined {
  return zoom < MINIMAL ? 'minimal' : zoom < REDUCED ? 'reduced' : undefined;
}

/** True while the canvas shows the least detail. A store of its own, so that layers need not listen to every move of the view. */
export const useMinimalDetail = create<{ readonly minimal: boolean }>(() => ({ minimal: false }));
