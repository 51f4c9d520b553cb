import { useRef } from 'react';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { viewRun } from '../../editor/runs-store';
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
  const left = useRef(false);
  if (!renaming) {
    left.current = false;
    return (
      <button type="button" className="runs-link" title={t('view', { name: run.name })} onClick={() => viewRun(run.id)}>
        <span className="run-dot" />
        {run.name}
      </button>
    );
  }
  const end = (name: string | undefined) => {
    if (left.current) return;
    left.current = true;
    const typed = name?.trim();
    if (typed && typed !== run.name) void attempt(() => describeRun(run.id, { name: typed }));
    onRenamed();
  };
  return (
    <input
      className="field"
      aria-label={t('renameField')}
      defaultValue={run.name}
      maxLength={500}
      ref={(input) => input?.select()}
      onBlur={({ currentTarget }) => end(currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') end(event.currentTarget.value);
        if (event.key === 'Escape') end(undefined);
      }}
    />
  );
}
