import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Capabilities } from './capabilities';

/** Files as a browser has them: uploads and downloads, which go to a folder. */
export function uploads(page: Page, folder: string): Pick<Capabilities, 'saved' | 'choose' | 'clipboard'> {
  // From now on choosers are Playwright's: a browser that is told so along with a key may still have opened its own.
  page.on('filechooser', () => {});
  return {
    async saved(work) {
      const download = page.waitForEvent('download');
      await work();
      const file = await download;
      const path = join(folder, file.suggestedFilename());
      await file.saveAs(path);
      return { name: file.suggestedFilename(), path, bytes: await readFile(path) };
    },
    async choose(file, work) {
      const chooser = page.waitForEvent('filechooser');
      await work();
      await (await chooser).setFiles(file);
    },
    clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
  };
}
