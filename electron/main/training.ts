import { Notification } from 'electron';
import type { RunProgress, RunSummary } from '../../shared/host/areas/runs';
import type { Lang } from '../../shared/i18n/i18n';
import type { TrainingListener } from '../services/host/host';
import { words } from './messages';
import type { Windows } from './windows';

/** Shows how training goes in the task bar, and says when a run ends to whoever looks elsewhere. */
export function showTraining(
  windows: () => Windows,
  lang: Lang,
  isTraining: () => boolean,
  toFront: () => void,
): TrainingListener {
  const setProgress = (fraction: number) => {
    for (const { window } of windows().all) if (!window.isDestroyed()) window.setProgressBar(fraction);
  };
  // A notification that nobody holds on to may be gone before it is clicked.
  let shown: Notification | undefined;
  return {
    onProgress: (progress) => setProgress(fractionOf(progress)),
    onEnded: ({ name, status, reason }: RunSummary) => {
      if (!isTraining()) setProgress(-1);
      const looking = [...windows().all].some(({ window }) => !window.isDestroyed() && window.isFocused());
      if (looking || !Notification.isSupported()) return;
      shown = new Notification({
        title: words(`ended.${ENDS.has(status) ? status : 'failed'}`, lang, { name }),
        body: reason?.[lang] ?? '',
      });
      shown.on('click', toFront);
      shown.show();
    },
  };
}

const ENDS: ReadonlySet<string> = new Set(['finished', 'stopped', 'failed']);

/** How much of a run is done, from 0 to 1; over 1, the task bar shows that it is not known. */
export function fractionOf({ phase, epoch, epochs, batch, batches }: RunProgress): number {
  if (phase === 'preparing' || batches === 0) return 2;
  return Math.min(1, (epoch - 1 + batch / batches) / epochs);
}
