import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch } from './support/chromium';
import { openEditor } from './support/editor-page';
import { serve } from './support/served';

const chromium = inject('chromium');

/** How long a change must have rested before a copy is kept, and a little more, in milliseconds. */
const KEPT = 1_500;

describe.skipIf(!chromium)('unsaved work', { timeout: 180_000 }, () => {
  let browser: Browser;

  beforeAll(async () => {
    if (chromium) browser = await launch(chromium);
  });

  afterAll(async () => {
    await browser?.close();
  });

  it('is offered after a crash, as what was lost', async () => {
    const host = await serve();
    const first = await openEditor(browser, host);
    await first.page.getByRole('button', { name: 'Conv', exact: true }).click();
    await expect.poll(() => first.page.title()).toBe('● Untitled — Patchbay');
    await first.page.waitForTimeout(KEPT);
    await host.kill();
    await first.close();
    const again = await serve([], host.home);
    const second = await openEditor(browser, again);
    await second.page.getByText('Conv conv1 is new').waitFor();
    await second.page.getByRole('button', { name: 'Restore' }).click();
    await expect.poll(second.sizes).toEqual(['28×28×1', '26×26×16']);
    await second.page.waitForTimeout(KEPT);
    expect(second.errors).toEqual([]);
    await second.close();
    await again.close();
  });

  it('comes back by itself when the page is loaded anew', async () => {
    const host = await serve();
    const { page, sizes, close, errors } = await openEditor(browser, host);
    await page.getByRole('button', { name: 'Conv', exact: true }).click();
    await page.waitForTimeout(KEPT);
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await expect.poll(sizes).toEqual(['28×28×1', '26×26×16']);
    expect(errors).toEqual([]);
    await close();
    await host.close();
  });

  it('is not offered where there is none', async () => {
    const host = await serve(['presets/table2-baseline.patchbay.json']);
    const first = await openEditor(browser, host);
    await first.page.waitForTimeout(KEPT);
    await host.kill();
    await first.close();
    const again = await serve([], host.home);
    const second = await openEditor(browser, again);
    await second.page.waitForTimeout(500);
    expect(await second.page.getByRole('alertdialog').count()).toBe(0);
    await second.close();
    await again.close();
  });
});
