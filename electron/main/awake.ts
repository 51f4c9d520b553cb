import { powerSaveBlocker } from 'electron';
import type { KeepAwake } from '../services/runs/keep-awake';

/** Keeps the machine from sleeping by Electron's own means, which every system has. */
export function electronAwake(): KeepAwake {
  let blocker: number | undefined;
  return {
    hold: async () => {
      blocker ??= powerSaveBlocker.start('prevent-app-suspension');
      return powerSaveBlocker.isStarted(blocker);
    },
    release: () => {
      if (blocker !== undefined) powerSaveBlocker.stop(blocker);
      blocker = undefined;
    },
  };
}
