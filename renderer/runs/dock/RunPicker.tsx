import { runOf, useRuns, viewRun } from '../../editor/runs-store';
import { useMessages } from '../../ui/language';
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
      <select
        className="field"
        aria-label={t('inView')}
        value={run?.id ?? ''}
        onChange={({ currentTarget }) => viewRun(currentTarget.value)}
      >
        {!run && <option value="">{t('none.short')}</option>}
        {list.map(({ id, name, status }) => (
          <option key={id} value={id}>
            {name}
            {status === 'finished' ? '' : ` (${t(`status.${status}`)})`}
          </option>
        ))}
      </select>
      {run && <RunState run={run} />}
    </div>
  );
}
