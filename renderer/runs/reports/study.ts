import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { In } from '../../../shared/host/api';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { isUnderWay, runsHost } from '../../editor/runs-store';

/** How the paper's study is trained from this window; it is remembered, so that a study that goes on is found again. */
export interface Study {
  readonly epochs: number;
  readonly dataset: string;
  /** How many images; all where it is not said. */
  readonly train: number | undefined;
  readonly validation: number | undefined;
  /** The trainings that are left out. */
  readonly without: readonly string[];
}

export const useStudy = create<Study>()(
  persist((): Study => ({ epochs: 5, dataset: 'fashion-mnist', train: undefined, validation: undefined, without: [] }), {
    name: 'patchbay-study',
    version: 1,
  }),
);

/** What the host is asked for: every training of the study, or those alone that are wanted. */
export function orderOf({ epochs, dataset, train, validation }: Study, variants?: readonly string[]): In<'reports.study'> {
  return {
    epochs,
    dataset,
    ...(train === undefined ? {} : { train }),
    ...(validation === undefined ? {} : { validation }),
    ...(variants === undefined ? {} : { variants: [...variants] }),
  };
}

/** Whether a run is at work, or will be. */
export const isOnItsWay = (run: RunSummary): boolean => isUnderWay(run) || run.status === 'queued';

/** Ends what is on its way: those that wait before the one at work, so that none of them takes its place. */
export async function stopRuns(runs: readonly RunSummary[]): Promise<void> {
  for (const { id } of runs.filter(isOnItsWay).sort((a, b) => (b.place ?? 0) - (a.place ?? 0)))
    await runsHost().call('runs.stop', { id });
}
