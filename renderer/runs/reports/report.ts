import { create } from 'zustand';
import { shownOf, useRuns } from '../../editor/runs-store';
import { showDialog } from '../../ui/ui';

/** The runs that a report is being made of. */
export const useReport = create<{ readonly ids: readonly string[] }>(() => ({ ids: [] }));

/** Begins a report: of these runs, or else of those that are being looked at. */
export function openReport(ids: readonly string[] = shownOf(useRuns.getState())): void {
  useReport.setState({ ids });
  showDialog('report');
}
