import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Per } from './series';

/** How the curves are looked at; remembered on this machine. */
export interface CurveView {
  readonly per: Per;
  readonly logarithmic: boolean;
  /** How much of a value comes from those before it, from 0 to 0.99. */
  readonly smoothing: number;
  /** Losses in percent, as the paper prints them. */
  readonly percent: boolean;
}

export const useCurveView = create<CurveView>()(
  persist((): CurveView => ({ per: 'epoch', logarithmic: false, smoothing: 0, percent: false }), {
    name: 'patchbay-curves',
    version: 1,
  }),
);
