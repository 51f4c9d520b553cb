import type { Browser } from '@playwright/test';
import { afterAll } from 'vitest';
import { type Chromium, launch } from './chromium';
import { type EditorPage, openEditor } from './editor-page';
import { serve } from './served';
import type { Host } from './targets';

/** One browser for every host of a spec: starting one takes longer than opening a window. */
let shared: Promise<Browser> | undefined;

afterAll(async () => {
  await (await shared)?.close();
});

async function browserOf(chromium: Chromium): Promise<Browser> {
  const running = await shared;
  if (running?.isConnected()) return running;
  shared = launch(chromium);
  return shared;
}

/** `patchbay serve` with a browser on it, in which each window has a profile of its own. */
export async function startServed(chromium: Chromium, files: readonly string[], home?: string): Promise<Host> {
  const [served, browser] = await Promise.all([serve(files, home), browserOf(chromium)]);
  const windows: EditorPage[] = [];
  return {
    home: served.home,
    open: async (options) => {
      const window = await openEditor(browser, served, options);
      windows.push(window);
      return window;
    },
    kill: served.kill,
    close: async () => {
      for (const window of windows) await window.close();
      await served.close();
    },
  };
}
