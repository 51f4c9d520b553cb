import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { seriousViolations } from './support/accessibility';
import type { EditorPage } from './support/editor-page';
import { type Host, hosted, startHost } from './support/host';

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
  'several layers': async ({ page, node }) => {
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Layer', exact: true }).click();
    await node('conv1').click();
    await node('conv2').click({ modifiers: ['ControlOrMeta'] });
    await page.getByRole('heading', { name: '2 layers' }).waitFor();
  },
  'a variant': async ({ page, node, field }) => {
    await page.keyboard.press('Control+Shift+D');
    await node('dropout1').click();
    await field('rate').fill('0');
    await page.locator('.layer-changed').waitFor();
  },
};

const THEMES = ['light', 'dark'] as const;

describe('the editor, for everyone', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  it('has no serious fault on the empty canvas', async () => {
    const host = await startHost();
    const editor = await host.open();
    for (const colorScheme of THEMES) {
      await wear(editor, colorScheme);
      expect(await seriousViolations(editor.page), colorScheme).toEqual([]);
    }
    await host.close();
  });

  describe('with a mistake in the graph', () => {
    let host: Host;
    let editor: EditorPage;

    beforeAll(async () => {
      host = await startHost(['presets/table2-as-printed.patchbay.json']);
      editor = await host.open();
    }, 180_000);

    afterAll(async () => {
      await host?.close();
      expect(editor?.errors ?? []).toEqual([]);
    });

    // Each state is reached from the one before it.
    it.each(Object.entries(STATES))('has no serious fault in either theme: %s', async (_, show) => {
      await show(editor);
      for (const colorScheme of THEMES) {
        await wear(editor, colorScheme);
        expect(await seriousViolations(editor.page), colorScheme).toEqual([]);
      }
    });
  });
});

/** Changes the theme, at once: half-way through a fade no colour has its contrast. */
async function wear({ page }: EditorPage, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
}
