import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch } from './support/chromium';
import { type EditorPage, openEditor } from './support/editor-page';
import { type Served, serve } from './support/served';

const chromium = inject('chromium');

/** What the window can show, and how to get there from a document with a mistake in it. */
const STATES: Readonly<Record<string, (editor: EditorPage) => Promise<void>>> = {
  'a graph with a mistake': async ({ page }) => page.getByRole('button', { name: '1 problem' }).first().waitFor(),
  'a layer and its form': async ({ node, field }) => {
    await node('convt1').click();
    await field('padding').waitFor();
  },
  'the mistake, in words': async ({ page, node }) => {
    await node('convt1')
      .getByRole('button', { name: /problem/ })
      .click();
    await page.getByRole('button', { name: 'Set padding to 0' }).first().waitFor();
  },
  'how the graph is trained': async ({ page }) => page.getByRole('tab', { name: 'Training' }).click(),
  'the list of problems': async ({ page }) => page.getByRole('tab', { name: /Problems/ }).click(),
  'every command': async ({ page }) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
  },
};

describe.skipIf(!chromium)('the editor, for everyone', { timeout: 180_000 }, () => {
  let served: Served;
  let browser: Browser;

  beforeAll(async () => {
    if (!chromium) return;
    served = await serve();
    browser = await launch(chromium);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it.each(['light', 'dark'] as const)('has no serious fault on the empty canvas in the %s theme', async (theme) => {
    const editor = await openEditor(browser, served, { theme });
    expect(await faults(editor)).toEqual([]);
    await editor.close();
  });

  for (const theme of ['light', 'dark'] as const)
    it.each(Object.entries(STATES))(`has no serious fault in the ${theme} theme: %s`, async (_, show) => {
      const host = await serve(['presets/table2-as-printed.patchbay.json']);
      const editor = await openEditor(browser, host, { theme });
      await show(editor);
      expect(await faults(editor)).toEqual([]);
      expect(editor.errors).toEqual([]);
      await editor.close();
      await host.close();
    });
});

/** What axe finds that keeps somebody out. */
async function faults({ page }: EditorPage): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
