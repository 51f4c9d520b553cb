import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { In } from '../../../shared/host/api';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { PAPER_DATASET } from '../../../shared/runs/paper';
import { isUnderWay, runsHost } from '../../editor/runs-store';

/** The options of the paper's study; stored, so that a study in progress is found again. */
export interface Study {
  readonly epochs: number;
  readonly dataset: string;
  /** The number of images; all if undefined. */
  readonly train: number | undefined;
  readonly validation: number | undefined;
  /** The trainings to leave out. */
  readonly without: readonly string[];
}

export const useStudy = create<Study>()(
  persist((): Study => ({ epochs: 5, dataset: PAPER_DATASET.id, train: undefined, validation: undefined, without: [] }), {
    name: 'patchbay-study',
    version: 1,
  }),
);

/** The request to the host: all trainings of the study, or the given ones. */
export function orderOf({ epochs, dataset, train, validation }: Study, variants?: readonly string[]): In<'reports.study'> {
  return {
    epochs,
    dataset,
    ...(train === undefined ? {} : { train }),
    ...(validation === undefined ? {} : { validation }),
    ...(variants === undefined ? {} : { variants: [...variants] }),
  };
}

/** True if the run is active or queued. */
export const isOnItsWay = (run: RunSummary): boolean => isUnderWay(run) || run.status === 'queued';

/** Stops active and queued runs, the queued ones first, so that none of them starts. */
export async function stopRuns(runs: readonly RunSummary[]): Promise<void> {
  for (const { id } of runs.filter(isOnItsWay).sort((a, b) => (b.place ?? 0) - (a.place ?? 0)))
    await runsHost().call('runs.stop', { id });
}
