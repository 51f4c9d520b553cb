import { powerSaveBlocker } from 'electron';
import type { KeepAwake } from '../services/runs/keep-awake';

/** Prevents the machine from sleeping with Electron's power save blocker, which works on every system. */
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
