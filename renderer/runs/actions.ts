import type { RunSummary } from '../../shared/host/areas/runs';
import { compareRun, resumeRun, runsHost, useRuns, viewRun } from '../editor/runs-store';
import { ask } from '../ui/question';
import { attempt } from '../ui/run';
import { message, notify } from '../ui/ui';
import { MESSAGES } from './messages';

/** Pauses a run after its current step. */
export const pauseRun = (id: string): Promise<unknown> => runsHost().call('runs.pause', { id });

/** Stops a run at a checkpoint. */
export const stopRun = (id: string): Promise<unknown> => runsHost().call('runs.stop', { id });

/** Trains a run to another total number of epochs. A finished run is resumed. */
export async function extendRun(id: string, epochs: number, underWay: boolean): Promise<void> {
  if (underWay) await runsHost().call('runs.change', { id, epochs });
  else await runsHost().call('runs.resume', { id, epochs });
  viewRun(id);
}

/** Trains the same graph again, as a new run. */
export async function runAgain(id: string): Promise<void> {
  const { id: made } = await runsHost().call('runs.again', { id });
  viewRun(made);
  compareRun(id, true);
}

/** The queued runs, the next first. */
export const queueOf = (list: readonly RunSummary[]): readonly RunSummary[] =>
  list.filter(({ status }) => status === 'queued').sort((a, b) => (a.place ?? 0) - (b.place ?? 0));

/** Moves a run within the queue. */
export async function moveInQueue(id: string, by: 1 | -1): Promise<void> {
  const queue = queueOf(useRuns.getState().list ?? []).map((run) => run.id);
  const from = queue.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= queue.length) return;
  queue.splice(to, 0, ...queue.splice(from, 1));
  await runsHost().call('runs.reorder', { ids: queue });
}

/** Deletes runs, after a warning if their weights are used, and offers Undo. */
export async function deleteRuns(runs: readonly RunSummary[]): Promise<void> {
  const ids = runs.map(({ id }) => id);
  const [first] = runs;
  if (!first) return;
  const users = await runsHost().call('runs.usedBy', { ids });
  if (users.length > 0) {
    const answer = await ask({
      messages: MESSAGES,
      title: 'usedBy.title',
      values: { users: users.slice(0, 10).join(', ') },
      text: 'usedBy.text',
      answers: ['usedBy.keep', 'usedBy.delete'],
    });
    if (answer !== 'usedBy.delete') return;
  }
  await runsHost().call('runs.delete', { ids });
  const several = runs.length > 1;
  notify({
    tone: 'info',
    text: message(MESSAGES, several ? 'deleted.several' : 'deleted', { name: first.name, n: runs.length }),
    action: { label: message(MESSAGES, 'undo'), run: () => void attempt(() => runsHost().call('runs.restore', { ids })) },
  });
}

/** Changes a run's name, note or star. */
export function describeRun(
  id: string,
  what: { readonly name?: string; readonly note?: string; readonly starred?: boolean },
): Promise<unknown> {
  return runsHost().call('runs.describe', { id, ...what });
}

/** Actions on runs, with errors shown as notices. */
export const can = {
  pause: (id: string) => void attempt(() => pauseRun(id)),
  resume: (id: string) => void attempt(() => resumeRun(id)),
  stop: (id: string) => void attempt(() => stopRun(id)),
  again: (id: string) => void attempt(() => runAgain(id)),
};
