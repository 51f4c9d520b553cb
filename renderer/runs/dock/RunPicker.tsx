import { runOf, useRuns, viewRun } from '../../editor/runs-store';
import { useMessages } from '../../ui/language';
import { Select } from '../../ui/Select';
import { MESSAGES } from '../messages';
import { RunState } from '../RunState';

/** Chooses the run in view, and shows its state. */
export function RunPicker() {
  const t = useMessages(MESSAGES);
  const run = useRuns((state) => runOf(state, state.view));
  const colour = useRuns(({ view, colours }) => (view === undefined ? undefined : colours[view]));
  const list = useRuns((state) => state.list) ?? [];
  if (list.length === 0) return <span className="dock-space" />;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div className="run-picker" role="group" aria-label={t('inView')} data-run={colour}>
      <span className="run-dot" />
      <Select
        label={t('inView')}
        value={run?.id ?? ''}
        options={[
          ...(run ? [] : [['', t('none.short')] as const]),
          ...list.map(
            ({ id, name, status }) => [id, status === 'finished' ? name : `${name} (${t(`status.${status}`)})`] as const,
          ),
        ]}
        onChange={viewRun}
      />
      {run && <RunState run={run} />}
    </div>
  );
}
