import type { RunSummary } from '../../shared/host/areas/runs';
import { isUnderWay, resumeRun, useRuns } from '../editor/runs-store';
import { message, notify } from '../ui/ui';
import { MESSAGES } from './messages';

/** Shows a notice when an active run ends. Call once, before following the runs. */
export function announceEnds(): void {
  useRuns.subscribe(({ list }, { list: before }) => {
    if (!list || !before || list === before) return;
    const last = new Map(before.map((run) => [run.id, run]));
    for (const run of list) announceEnd(run, last.get(run.id));
  });
}

function announceEnd(run: RunSummary, before: RunSummary | undefined): void {
  if (!before || !isUnderWay(before) || isUnderWay(run) || run.status === 'queued') return;
  const { name, reason } = run;
  if (run.status === 'finished') notify({ tone: 'info', text: message(MESSAGES, 'told.finished', { name }) });
  if (run.status !== 'failed' && run.status !== 'interrupted') return;
  notify({
    tone: 'error',
    text: message(MESSAGES, `told.${run.status}`, { name, reason: reason ?? '' }),
    action: { label: message(MESSAGES, 'resume'), run: () => void resumeRun(run.id).catch(() => {}) },
  });
}
