import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { describe, expect, inject, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { launch } from './support/chromium';
import { hosted, keepingFileHandles, startHost } from './support/host';
import { serve } from './support/served';

const chromium = inject('chromium');

describe('saving once more', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  /** Adds a layer and saves, twice, and sees it in the file each time. */
  async function saveTwice(page: Page, save: () => Promise<unknown>, content: () => Promise<string>): Promise<void> {
    await page.getByRole('button', { name: 'Conv', exact: true }).click();
    await save();
    await expect.poll(content).toContain('conv1');
    await page.getByRole('button', { name: 'Max Pool', exact: true }).click();
    await expect.poll(() => page.title()).toContain('●');
    await page.keyboard.press('Control+s');
    await expect.poll(content).toContain('maxpool1');
    await expect.poll(() => page.title()).not.toContain('●');
  }

  it('rewrites the file that was chosen in the dialog', hosted('standin', 'electron'), async () => {
    const host = await startHost();
    const editor = await host.open();
    let file = '';
    const save = async () => {
      file = (await editor.saved(() => editor.page.keyboard.press('Control+s'))).path;
    };
    await saveTwice(editor.page, save, () => readFile(file, 'utf8'));
    expect(editor.errors).toEqual([]);
    await host.close();
  });

  it('rewrites the same file where the browser can', keepingFileHandles(), async () => {
    if (!chromium) return;
    const [browser, served] = [await launch(chromium), await serve()];
    const page = await browser.newPage();
    // A file of the browser's own file system stands for the one that a person picks: it is read and written by the same calls.
    await page.addInitScript(() => {
      const file = async () => (await navigator.storage.getDirectory()).getFileHandle('mine.patchbay.json', { create: true });
      Object.assign(window, { showSaveFilePicker: file });
    });
    await page.goto(served.url);
    await page.waitForFunction(() => document.title.includes(' — '));
    const content = () =>
      page.evaluate(async () => {
        const handle = await (await navigator.storage.getDirectory()).getFileHandle('mine.patchbay.json', { create: true });
        return (await handle.getFile()).text();
      });
    await saveTwice(page, () => page.keyboard.press('Control+s'), content);
    await browser.close();
    await served.close();
  });
});
