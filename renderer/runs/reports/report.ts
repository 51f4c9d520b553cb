import { create } from 'zustand';
import { shownOf, useRuns } from '../../editor/runs-store';
import { showDialog } from '../../ui/ui';

/** The runs of the report. */
export const useReport = create<{ readonly ids: readonly string[] }>(() => ({ ids: [] }));

/** Opens the report dialog for these runs, or else for the runs in view. */
export function openReport(ids: readonly string[] = shownOf(useRuns.getState())): void {
  useReport.setState({ ids });
  showDialog('report');
}
