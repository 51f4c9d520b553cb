import { create } from 'zustand';
import { deepEqual } from '../../shared/graph/deep-equal';
import type { KnownRun } from '../../shared/graph/diagnosis/diagnose';

/** The runs that layers can take weights from, once the host has said; another list only when it says something else. */
export const useKnownRuns = create<{ readonly runs: readonly KnownRun[] | undefined }>(() => ({ runs: undefined }));

/** Says which runs there are. */
export function setKnownRuns(runs: readonly KnownRun[]): void {
  if (!deepEqual(useKnownRuns.getState().runs, runs)) useKnownRuns.setState({ runs });
}
