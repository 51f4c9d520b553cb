import { create } from 'zustand';
import type { KnownRun } from '../../shared/graph/diagnose';
import { sameValue } from '../../shared/graph/same';

/** The runs that layers can take weights from, once the host has said; another list only when it says something else. */
export const useKnownRuns = create<{ readonly runs: readonly KnownRun[] | undefined }>(() => ({ runs: undefined }));

/** Says which runs there are. */
export function setKnownRuns(runs: readonly KnownRun[]): void {
  if (!sameValue(useKnownRuns.getState().runs, runs)) useKnownRuns.setState({ runs });
}
