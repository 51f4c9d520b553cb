import { useState } from 'react';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { RANGES } from '../../../shared/training/config';
import { isUnderWay, runOf, useRuns } from '../../editor/runs-store';
import { Dialog } from '../../ui/Dialog';
import { DialogForm } from '../../ui/DialogForm';
import { useMessages } from '../../ui/language';
import { NumberField } from '../../ui/NumberField';
import { attempt } from '../../ui/run';
import { showDialog } from '../../ui/ui';
import { extendRun } from '../actions';
import { MESSAGES } from '../messages';

/** Asks for the total number of epochs of the run in view, and resumes it. */
export function MoreEpochsDialog() {
  const t = useMessages(MESSAGES);
  const run = useRuns((state) => runOf(state, state.view));
  if (!run) return null;
  return (
    <Dialog name="moreEpochs" title={`${t('more')} · ${run.name}`}>
      <Content run={run} />
    </Dialog>
  );
}

function Content({ run }: { readonly run: RunSummary }) {
  const t = useMessages(MESSAGES);
  const least = run.epochsDone + 1;
  const [epochs, setEpochs] = useState(Math.max(least, isUnderWay(run) ? run.epochs : 2 * run.epochs));
  return (
    <DialogForm
      answer={t('resume')}
      onSubmit={() => {
        showDialog(undefined);
        void attempt(() => extendRun(run.id, epochs, isUnderWay(run)));
      }}
    >
      <p>{t('epochs', { done: run.epochsDone, all: run.epochs })}</p>
      <div className="side-row">
        <span>{t('more.field')}</span>
        <NumberField
          label={t('more.field')}
          help={t('more.field')}
          min={least}
          max={RANGES.epochs.max}
          whole
          value={epochs}
          onChange={setEpochs}
        />
      </div>
    </DialogForm>
  );
}
