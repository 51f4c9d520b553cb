import { inject, type TestOptions } from 'vitest';
import { startDesktop } from './desktop';
import { skipped } from './needs';
import { startServed } from './served-host';
import type { Host, Way } from './targets';

export type { Host };

const under = inject('host');

/** Starts Patchbay. @param home the folder of an earlier one @throws Error where it does not begin within two minutes */
export function startHost(files: readonly string[] = [], home?: string): Promise<Host> {
  if (!under) throw new Error('there is nothing to run Patchbay in');
  return under.way === 'served' ? startServed(under.chromium, files, home) : startDesktop(under, files, home);
}

/** Options of specs that run wherever there is a host, or in some ways alone; elsewhere they are skipped, with the reason. */
export function hosted(...ways: readonly Way[]): TestOptions {
  if (!under) return skipped('there is neither a Chromium nor Electron to run them in');
  if (ways.length === 0 || ways.includes(under.way)) return {};
  return skipped(under.way === 'served' ? 'they are about the desktop app' : 'they are about a browser');
}

/** Options of specs in which the browser keeps the handles of files; a headless shell cannot. */
export function keepingFileHandles(): TestOptions {
  const elsewhere = hosted('served');
  if (elsewhere.skip || under?.way !== 'served' || under.chromium.keepsFileHandles) return elsewhere;
  return skipped('this Chromium, a headless shell, cannot keep the handles of files');
}
