import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { seriousViolations } from './support/accessibility';
import { useApp } from './support/app';
import type { EditorPage } from './support/editor-page';
import { hosted } from './support/host';

/** States of the window, and the steps to each from a document with a mistake in it. */
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
    await node('conv1').click();
    await node('conv2').click({ modifiers: ['ControlOrMeta'] });
    await page.getByRole('heading', { name: '2 layers' }).waitFor();
  },
  'a variant': async ({ page, node, field }) => {
    await page.keyboard.press('Control+Shift+D');
    await node('dropout1').click();
    await field('rate').fill('0');
    await page.getByTitle(/^Changed in this variant/).waitFor();
  },
};

const THEMES = ['light', 'dark'] as const;

describe('the editor, for everyone', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  describe('on the empty canvas', () => {
    const app = useApp();
    it('has no serious fault in either theme', () => lookAtBoth(app.editor));
  });

  describe('with a mistake in the graph', () => {
    const app = useApp({ document: 'presets/table2-as-printed.patchbay.json' });
    it.each(Object.entries(STATES))('has no serious fault in either theme: %s', async (_, show) => {
      await show(app.editor);
      await lookAtBoth(app.editor);
    });
  });
});

/** Looks for serious faults in both themes. */
async function lookAtBoth(editor: EditorPage): Promise<void> {
  for (const colorScheme of THEMES) {
    await wear(editor, colorScheme);
    expect(await seriousViolations(editor.page), colorScheme).toEqual([]);
  }
}

/** Changes the theme, at once: half-way through a fade no colour has its contrast. */
async function wear({ page }: EditorPage, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
}
