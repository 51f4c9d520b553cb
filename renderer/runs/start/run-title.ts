import { progressOf, runningOf, useRuns } from '../../editor/runs-store';
import { useMessages } from '../../ui/language';
import { formatSeconds } from '../figures';
import { partDone } from './TrainControl';
import { MESSAGES } from './train-messages';

/** The progress of the current run for the window's title: 57 % · 4 min left. Undefined without a run. */
export function useRunTitle(): string | undefined {
  const t = useMessages(MESSAGES);
  const run = useRuns(runningOf);
  const progress = useRuns((state) => run && progressOf(state, run));
  if (!run) return undefined;
  const part = partDone(run, progress);
  if (run.status === 'paused') return t('paused');
  if (part === undefined) return t('preparing');
  const left = progress?.secondsLeft;
  const percent = `${Math.floor(100 * part)} %`;
  return left === undefined ? percent : `${percent} · ${t('left', { time: formatSeconds(left) })}`;
}
