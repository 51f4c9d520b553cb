import { progressOf, runningOf, useRuns } from '../../editor/runs-store';
import { useWords } from '../../ui/language';
import { formatSeconds } from '../figures';
import { partDone } from './TrainControl';
import { WORDS } from './train-words';

/** How far the run that goes on is, for the window's title: 57 % · 4 min left. Undefined while nothing is trained. */
export function useRunTitle(): string | undefined {
  const say = useWords(WORDS);
  const run = useRuns(runningOf);
  const progress = useRuns((state) => run && progressOf(state, run));
  if (!run) return undefined;
  const part = partDone(run, progress);
  if (run.status === 'paused') return say('paused');
  if (part === undefined) return say('preparing');
  const left = progress?.secondsLeft;
  const percent = `${Math.floor(100 * part)} %`;
  return left === undefined ? percent : `${percent} · ${say('left', { time: formatSeconds(left) })}`;
}
