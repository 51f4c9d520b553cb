import type { RunSummary } from '../../../shared/host/areas/runs';
import { viewRun } from '../../editor/runs-store';
import { EditInPlace } from '../../ui/EditInPlace';
import { useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { describeRun } from '../actions';
import { MESSAGES } from '../messages';

interface Props {
  readonly run: RunSummary;
  readonly renaming: boolean;
  onRenamed(): void;
}

/** A run's name as a button that shows the run, or the field for renaming it. */
export function RunName({ run, renaming, onRenamed }: Props) {
  const t = useMessages(MESSAGES);
  if (!renaming)
    return (
      <button type="button" className="runs-link" title={t('view', { name: run.name })} onClick={() => viewRun(run.id)}>
        <span className="run-dot" />
        {run.name}
      </button>
    );
  return (
    <EditInPlace
      className="field"
      label={t('renameField')}
      text={run.name}
      most={500}
      onEnd={(name) => {
        const typed = name?.trim();
        if (typed && typed !== run.name) void attempt(() => describeRun(run.id, { name: typed }));
        onRenamed();
      }}
    />
  );
}
