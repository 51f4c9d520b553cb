import { inject } from 'vitest';
import { startDesktop } from './desktop';
import { startServed } from './served-host';
import type { Host } from './ways';

export type { Host };

const under = inject('host');

/** How these specs run; undefined where what that needs is not here, so that they are skipped. */
export const way = under?.way;

/** Whether it is the desktop app that runs. */
export const isDesktop = way === 'standin' || way === 'electron';

/** Starts Patchbay. @param home the folder of an earlier one @throws Error where it does not begin within two minutes */
export function startHost(files: readonly string[] = [], home?: string): Promise<Host> {
  if (!under) throw new Error('there is nothing to run Patchbay in');
  return under.way === 'served' ? startServed(under.chromium, files, home) : startDesktop(under, files, home);
}
