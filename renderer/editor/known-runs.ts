import { create } from 'zustand';
import { deepEqual } from '../../shared/graph/deep-equal';
import type { KnownRun } from '../../shared/graph/diagnosis/diagnose';

/** The runs that layers can take weights from, once the host has answered. The list is replaced only if its content changes. */
export const useKnownRuns = create<{ readonly runs: readonly KnownRun[] | undefined }>(() => ({ runs: undefined }));

/** Sets the known runs. */
export function setKnownRuns(runs: readonly KnownRun[]): void {
  if (!deepEqual(useKnownRuns.getState().runs, runs)) useKnownRuns.setState({ runs });
}
