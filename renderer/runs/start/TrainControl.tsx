import './train.css';
import { ListPlus, Pause, Play, Square } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { RunProgress, RunSummary } from '../../../shared/host/areas/runs';
import type { CodeOf } from '../../../shared/i18n/i18n';
import { progressOf, runningOf, useRuns } from '../../editor/runs-store';
import { Button } from '../../ui/Button';
import { type Translate, useMessages } from '../../ui/language';
import { showDialog } from '../../ui/ui';
import { can } from '../actions';
import { formatSeconds } from '../figures';
import { RunDetails } from './RunDetails';
import { MESSAGES } from './train-messages';

/** The Train button; while a run is active, its progress with Pause and Stop. */
export function TrainControl() {
  const t = useMessages(MESSAGES);
  const run = useRuns(runningOf);
  const progress = useRuns((state) => run && progressOf(state, run));
  if (!run)
    return (
      <Button kind="primary" onClick={() => showDialog('train')}>
        <Play size={14} /> {t('train')}
      </Button>
    );
  const paused = run.status === 'paused';
  return (
    <div className="train-control">
      <Popover.Root>
        <Popover.Trigger className="button train-progress" title={t('details')}>
          <progress max={1} value={partDone(run, progress)} aria-label={progressText(run, progress, t)} />
          <span>{shortText(run, progress, t)}</span>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            className="popup train-details"
            align="end"
            sideOffset={6}
            collisionPadding={8}
            aria-label={t('details')}
          >
            <RunDetails run={run} progress={progress} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      <Button label={t(paused ? 'resume' : 'pause')} onClick={() => (paused ? can.resume(run.id) : can.pause(run.id))}>
        {paused ? <Play size={14} /> : <Pause size={14} />}
      </Button>
      <Button label={t('stop')} onClick={() => can.stop(run.id)}>
        <Square size={14} />
      </Button>
      <Button label={t('train.more')} onClick={() => showDialog('train')}>
        <ListPlus size={14} />
      </Button>
    </div>
  );
}

/** The progress of a run, from 0 to 1; undefined while it is being prepared. */
export function partDone({ status }: RunSummary, progress: RunProgress | undefined): number | undefined {
  if (!progress || status === 'created' || progress.phase === 'preparing') return undefined;
  return progress.batches === 0 ? 0 : Math.min(1, progress.step / (progress.batches * progress.epochs));
}

/** 3/30 · 4 min left */
export function shortText(
  { status }: RunSummary,
  progress: RunProgress | undefined,
  t: Translate<CodeOf<typeof MESSAGES>>,
): string {
  if (!progress || progress.phase === 'preparing') return t('preparing');
  const { epoch, epochs, secondsLeft, phase, silent } = progress;
  const state =
    status === 'paused' || phase === 'paused'
      ? t('paused')
      : silent
        ? t('silent')
        : phase === 'validating'
          ? t('validating')
          : secondsLeft !== undefined
            ? t('left', { time: formatSeconds(secondsLeft) })
            : '';
  return [t('progress.short', { epoch, epochs }), state].filter((part) => part !== '').join(' · ');
}

export function progressText(run: RunSummary, progress: RunProgress | undefined, t: Translate<CodeOf<typeof MESSAGES>>): string {
  const { epoch = 1, epochs = run.epochs } = progress ?? {};
  return t('progress', { name: run.name, epoch, epochs });
}
