import '../train-form.css';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useState } from 'react';
import type { RunProgress, RunSummary } from '../../../shared/host/areas/runs';
import { RANGES } from '../../../shared/training/config';
import { runsHost, useRuns, viewRun } from '../../editor/runs-store';
import { Button } from '../../ui/Button';
import { formatNumber, useLang, useMessages } from '../../ui/language';
import { NumberField } from '../../ui/NumberField';
import { attempt } from '../../ui/run';
import { showDock } from '../../ui/ui';
import { deleteRuns, moveInQueue, queueOf } from '../actions';
import { formatSeconds } from '../figures';
import { MESSAGES } from './train-messages';

/** The current run: its speed, its adjustable settings, and the queue. */
export function RunDetails({ run, progress }: { readonly run: RunSummary; readonly progress: RunProgress | undefined }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const awake = useRuns((state) => state.awake);
  const { preparing, imagesPerSecond, secondsLeft, notice } = progress ?? {};
  const facts = [
    preparing &&
      `${preparing.step[lang]}${preparing.total ? ` ${Math.round((100 * (preparing.done ?? 0)) / preparing.total)} %` : ''}`,
    secondsLeft !== undefined && t('left', { time: formatSeconds(secondsLeft) }),
    imagesPerSecond !== undefined && t('speed', { n: formatNumber(Math.round(imagesPerSecond), lang) }),
    run.engine && `${t(`engine.${run.engine.backend}`)}, ${run.engine.library}`,
  ].filter((fact) => typeof fact === 'string');
  return (
    <>
      <h3>{run.name}</h3>
      <p className="train-note">{facts.join(' · ')}</p>
      {notice && <p className="dock-warn">{notice[lang]}</p>}
      <Change run={run} progress={progress} />
      <Button
        onClick={() => {
          viewRun(run.id);
          showDock('curves');
        }}
      >
        {t('show.run')}
      </Button>
      <Queue />
      <p className="train-note">
        {awake && t('awake.now')} {t(window.patchbay ? 'goesOn.desktop' : 'goesOn.served')}
      </p>
    </>
  );
}

/** Changes the learning rate or the number of epochs from the next step on. */
function Change({ run, progress }: { readonly run: RunSummary; readonly progress: RunProgress | undefined }) {
  const t = useMessages(MESSAGES);
  const [rate, setRate] = useState<number | undefined>();
  const [epochs, setEpochs] = useState<number | undefined>();
  const now = { learningRate: progress?.learningRate, epochs: progress?.epochs ?? run.epochs };
  const changed = (rate !== undefined && rate !== now.learningRate) || (epochs !== undefined && epochs !== now.epochs);
  return (
    <form
      className="train-choices"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(async () => {
          const change = {
            ...(rate === undefined || rate === now.learningRate ? {} : { learningRate: rate }),
            ...(epochs === undefined || epochs === now.epochs ? {} : { epochs }),
          };
          await runsHost().call('runs.change', { id: run.id, ...change });
          setRate(undefined);
          setEpochs(undefined);
        });
      }}
    >
      <span>{t('rate')}</span>
      <NumberField
        label={t('rate')}
        help={t('rate.help')}
        {...RANGES.learningRate}
        whole={false}
        value={rate ?? now.learningRate}
        onChange={setRate}
      />
      <span>{t('epochs')}</span>
      <NumberField
        label={t('epochs')}
        help={t('epochs')}
        min={Math.max(1, progress?.epoch ?? run.epochsDone)}
        max={RANGES.epochs.max}
        whole
        value={epochs ?? now.epochs}
        onChange={setEpochs}
      />
      <span />
      <Button type="submit" disabled={!changed}>
        {t('change')}
      </Button>
    </form>
  );
}

/** The queued runs, the next first. */
function Queue() {
  const t = useMessages(MESSAGES);
  const list = useRuns((state) => state.list);
  const waiting = queueOf(list ?? []);
  return (
    <section className="train-queue">
      <h3>{t('queue.title')}</h3>
      {waiting.length === 0 && <p className="train-note">{t('queue.none')}</p>}
      <ol>
        {waiting.map((run, index) => (
          <li key={run.id}>
            <span>{run.name}</span>
            <Button
              kind="quiet"
              disabled={index === 0}
              aria-label={t('sooner', { name: run.name })}
              onClick={() => void attempt(() => moveInQueue(run.id, -1))}
            >
              <ChevronUp size={14} />
            </Button>
            <Button
              kind="quiet"
              disabled={index === waiting.length - 1}
              aria-label={t('later', { name: run.name })}
              onClick={() => void attempt(() => moveInQueue(run.id, 1))}
            >
              <ChevronDown size={14} />
            </Button>
            <Button
              kind="quiet"
              aria-label={t('cancel', { name: run.name })}
              onClick={() => void attempt(() => deleteRuns([run]))}
            >
              <X size={14} />
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}
