import { Notification } from 'electron';
import type { RunProgress, RunSummary } from '../../shared/host/areas/runs';
import type { Lang } from '../../shared/i18n/i18n';
import type { TrainingListener } from '../services/host/host';
import { words } from './messages';
import type { Windows } from './windows';

/** Shows the progress of training in the task bar, and a notification at the end of a run if no window has the focus. */
export function showTraining(
  windows: () => Windows,
  lang: Lang,
  isTraining: () => boolean,
  toFront: () => void,
): TrainingListener {
  const setProgress = (fraction: number) => {
    for (const { window } of windows().all) if (!window.isDestroyed()) window.setProgressBar(fraction);
  };
  // Referenced here, since a notification that is garbage-collected cannot be clicked.
  let shown: Notification | undefined;
  return {
    onProgress: (progress) => setProgress(fractionOf(progress)),
    onEnded: ({ name, status, reason }: RunSummary) => {
      if (!isTraining()) setProgress(-1);
      const looking = [...windows().all].some(({ window }) => !window.isDestroyed() && window.isFocused());
      if (looking || !Notification.isSupported()) return;
      shown = new Notification({
        title: words(`ended.${status === 'finished' || status === 'stopped' ? status : 'failed'}`, lang, { name }),
        body: reason?.[lang] ?? '',
      });
      shown.on('click', toFront);
      shown.show();
    },
  };
}

/** The completed fraction of a run, from 0 to 1; a value over 1 shows an indeterminate progress. */
export function fractionOf({ phase, epoch, epochs, batch, batches }: RunProgress): number {
  if (phase === 'preparing' || batches === 0) return 2;
  return Math.min(1, (epoch - 1 + batch / batches) / epochs);
}
