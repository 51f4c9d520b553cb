import { useState } from 'react';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { runOf, useRuns } from '../../editor/runs-store';
import { Dialog } from '../../ui/Dialog';
import { DialogForm } from '../../ui/DialogForm';
import { useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { showDialog } from '../../ui/ui';
import { describeRun } from '../actions';
import { MESSAGES } from '../messages';

/** The note on the run in view. */
export function NoteDialog() {
  const t = useMessages(MESSAGES);
  const run = useRuns((state) => runOf(state, state.view));
  if (!run) return null;
  return (
    <Dialog name="runNote" title={t('note.title', { name: run.name })}>
      <Content run={run} />
    </Dialog>
  );
}

function Content({ run }: { readonly run: RunSummary }) {
  const t = useMessages(MESSAGES);
  const [note, setNote] = useState(run.note);
  return (
    <DialogForm
      answer={t('note.save')}
      onSubmit={() => {
        showDialog(undefined);
        void attempt(() => describeRun(run.id, { note }));
      }}
    >
      <textarea
        className="field dialog-text"
        rows={5}
        maxLength={20_000}
        aria-label={t('note.title', { name: run.name })}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </DialogForm>
  );
}
