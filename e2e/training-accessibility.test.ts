import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { seriousViolations } from './support/accessibility';
import type { EditorPage } from './support/editor-page';
import { type Host, hosted, startHost } from './support/host';

const PATIENCE = { timeout: 90_000 };

/** What the dock shows of a classifier, and what stands there once it is read. */
const VIEWS: Readonly<Record<string, string>> = {
  Curves: '.chart',
  Reconstructions: '.dock-none',
  Confusion: '.matrix',
  Layers: '.layer-pictures',
  'Try it': '.pad',
  Runs: '.runs',
};

describe('training, for everyone', { timeout: 240_000, tags: THOROUGH, ...hosted() }, () => {
  let host: Host;
  let editor: EditorPage;

  beforeAll(async () => {
    host = await startHost(['presets/plain-cnn.patchbay.json']);
    editor = await host.open({ theme: 'light' });
    const { page, field } = editor;
    await page.getByRole('tab', { name: 'Training', exact: true }).click();
    await page.getByRole('combobox', { name: 'data set' }).selectOption({ label: 'Generated garments' });
    await field('epochs').fill('1');
    await field('epochs').press('Tab');
  }, 180_000);

  afterAll(async () => {
    await host?.close();
    expect(editor?.errors ?? []).toEqual([]);
  });

  it('has no serious fault before a run, and while it goes on', async () => {
    const { page } = editor;
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Train' });
    await dialog.getByLabel('training images').fill('500');
    await dialog.getByLabel('validation images').fill('200');
    // Its way into view is over.
    await dialog.getByRole('region', { name: 'Estimated time' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Start training' }).click();
    await page.locator('.chart').first().waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor(PATIENCE);
    expect(await seriousViolations(page)).toEqual([]);
  });

  for (const theme of ['light', 'dark'] as const)
    it.each(Object.entries(VIEWS))(`has no serious fault in the ${theme} theme: %s`, async (name, shown) => {
      const { page } = editor;
      if ((await page.locator('html').getAttribute('data-theme')) !== theme) await editor.command('Light or dark');
      await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe(theme);
      const dock = page.getByRole('region', { name: 'Training', exact: true });
      await dock.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
      await dock.locator(shown).first().waitFor(PATIENCE);
      if (name === 'Confusion') {
        await dock
          .getByRole('button', { name: /: [1-9]\d* of/ })
          .first()
          .click();
        await dock.locator('.cell img, .cell canvas').first().waitFor(PATIENCE);
      }
      expect(await seriousViolations(page)).toEqual([]);
    });
});
