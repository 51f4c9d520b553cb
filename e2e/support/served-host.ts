import { type Chromium, launch } from './chromium';
import { openEditor } from './editor-page';
import { serve } from './served';
import type { Host } from './ways';

/** `patchbay serve` with a browser on it, in which each window has a profile of its own. */
export async function startServed(chromium: Chromium, files: readonly string[], home?: string): Promise<Host> {
  const [served, browser] = await Promise.all([serve(files, home), launch(chromium)]);
  return {
    home: served.home,
    open: (options) => openEditor(browser, served, options),
    kill: served.kill,
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}
