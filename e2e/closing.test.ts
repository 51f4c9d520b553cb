import type { Page } from '@playwright/test';
import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { useApp } from './support/app';
import { hosted } from './support/host';

/** The desktop app asks in its own words; `desktop.test.ts` looks at that. */
describe('closing a tab', { timeout: 180_000, tags: THOROUGH, ...hosted('served') }, () => {
  const app = useApp({ document: 'presets/table2-baseline.patchbay.json' });

  /** Closes the tab as a person does, and stays if the browser asks. @returns whether it asked */
  async function askedOnClosing(page: Page): Promise<boolean> {
    const asked = new Promise<true>((resolve) =>
      page.once('dialog', async (dialog) => {
        expect(dialog.type()).toBe('beforeunload');
        await dialog.dismiss();
        resolve(true);
      }),
    );
    const closed = new Promise<false>((resolve) => page.once('close', () => resolve(false)));
    await page.close({ runBeforeUnload: true });
    return Promise.race([asked, closed]);
  }

  async function save(): Promise<void> {
    await app.editor.saved(() => app.editor.page.keyboard.press('Control+Shift+S'));
    await expect.poll(() => app.editor.page.title()).not.toMatch(/●/);
  }

  it('asks about changes that are in no file', async () => {
    const { page, node, field } = app.editor;
    await node('conv1').click();
    await field('filters').fill('4');
    expect(await askedOnClosing(page)).toBe(true);
    await save();
  });

  it('asks while a run is under way, and says to whoever stays that it goes on by itself', async () => {
    const { page, field } = app.editor;
    await page.getByRole('tab', { name: 'Training', exact: true }).click();
    await page.getByRole('combobox', { name: 'data set' }).selectOption({ label: 'Generated garments' });
    await field('epochs').fill('1000');
    await field('epochs').press('Tab');
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Train' });
    await dialog.getByLabel('training images').fill('200');
    await dialog.getByLabel('validation images').fill('100');
    await dialog.getByRole('button', { name: 'Start training' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await save();
    expect(await askedOnClosing(page)).toBe(true);
    await page.getByText('continues without this tab while the Patchbay server runs').waitFor();
    // Paused, it holds the engine all the same.
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    expect(await askedOnClosing(page)).toBe(true);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
  });

  it('does not ask where there is nothing to lose', async () => {
    expect(await askedOnClosing(app.editor.page)).toBe(false);
  });
});
