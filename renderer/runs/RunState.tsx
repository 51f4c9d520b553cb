import type { RunSummary } from '../../shared/host/areas/runs';
import { isUnderWay, progressOf, useRuns } from '../editor/runs-store';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** The state of a run: running · epoch 3 of 30. */
export function RunState({ run }: { readonly run: RunSummary }) {
  const t = useMessages(MESSAGES);
  const progress = useRuns((state) => progressOf(state, run));
  const done = isUnderWay(run) && progress ? progress.epoch : run.epochsDone;
  const all = progress?.epochs ?? run.epochs;
  return (
    <span className="run-state" data-status={run.status}>
      {t(`status.${run.status}`)} · {t('epochs', { done, all })}
    </span>
  );
}
