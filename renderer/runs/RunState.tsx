import type { RunSummary } from '../../shared/host/areas/runs';
import { isUnderWay, progressOf, useRuns } from '../editor/runs-store';
import { useWords } from '../ui/language';
import { WORDS } from './messages';

/** How it stands with a run, in a few words: running · epoch 3 of 30. */
export function RunState({ run }: { readonly run: RunSummary }) {
  const say = useWords(WORDS);
  const progress = useRuns((state) => progressOf(state, run));
  const done = isUnderWay(run) && progress ? progress.epoch : run.epochsDone;
  const all = progress?.epochs ?? run.epochs;
  return (
    <span className="run-state" data-status={run.status}>
      {say(`status.${run.status}`)} · {say('epochs', { done, all })}
    </span>
  );
}
