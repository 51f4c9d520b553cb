import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Per } from './series';

/** The options of the curves; stored on this machine. */
export interface CurveView {
  readonly per: Per;
  readonly logarithmic: boolean;
  /** The weight of the earlier values in the moving average, from 0 to 0.99. */
  readonly smoothing: number;
  /** Shows losses in percent, as the paper does. */
  readonly percent: boolean;
}

export const useCurveView = create<CurveView>()(
  persist((): CurveView => ({ per: 'epoch', logarithmic: false, smoothing: 0, percent: false }), {
    name: 'patchbay-curves',
    version: 1,
  }),
);
