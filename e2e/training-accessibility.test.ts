import type { Locator } from '@playwright/test';
import { beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { seriousViolations } from './support/accessibility';
import { useApp } from './support/app';
import { hosted } from './support/host';
import { dockOf, PATIENCE, showRun, trainDocument } from './support/training';

const charts = (dock: Locator) => dock.getByRole('slider', { name: /, epoch$/ });

/** Tabs of the dock for a classifier, with an element of each that appears once its data are read. */
const VIEWS: Readonly<Record<string, (dock: Locator) => Locator>> = {
  Curves: charts,
  Reconstructions: (dock) => dock.getByText('This run classifies images: see Confusion.'),
  Confusion: (dock) => dock.getByRole('table', { name: /^Confusion matrix/ }),
  Layers: (dock) => dock.getByRole('region', { name: 'Activations' }),
  'Try it': (dock) => dock.getByRole('application', { name: /^Drawing pad/ }),
  Runs: (dock) => dock.getByRole('table', { name: 'Runs' }),
};

const DOCUMENT = 'presets/plain-cnn.patchbay.json';
const OPTIONS = { timeout: 240_000, tags: THOROUGH, ...hosted() };

describe('training, for everyone', OPTIONS, () => {
  const app = useApp({ document: DOCUMENT });

  it('has no serious fault before a run, and while it goes on', async () => {
    const { page, field } = app.editor;
    await page.getByRole('tab', { name: 'Training', exact: true }).click();
    await page.getByRole('combobox', { name: 'data set' }).selectOption({ label: 'Generated garments' });
    await field('epochs').fill('1');
    await field('epochs').press('Tab');
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Train' });
    await dialog.getByLabel('training images').fill('500');
    await dialog.getByLabel('validation images').fill('200');
    // Its way into view is over.
    await dialog.getByRole('region', { name: 'Estimated time' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Start training' }).click();
    await charts(dockOf(app.editor)).first().waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor(PATIENCE);
    expect(await seriousViolations(page)).toEqual([]);
  });
});

describe('a trained classifier, for everyone', OPTIONS, () => {
  const app = useApp({ document: DOCUMENT });
  beforeAll(() => trainDocument(app.host, DOCUMENT, 1, 500), PATIENCE.timeout);

  for (const theme of ['light', 'dark'] as const)
    it.each(Object.entries(VIEWS))(`has no serious fault in the ${theme} theme: %s`, async (name, shown) => {
      const { editor } = app;
      const { page } = editor;
      await page.emulateMedia({ colorScheme: theme });
      await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe(theme);
      await showRun(editor);
      const dock = dockOf(editor);
      await dock.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
      await shown(dock).first().waitFor(PATIENCE);
      if (name === 'Confusion') {
        await dock
          .getByRole('button', { name: /: [1-9]\d* of/ })
          .first()
          .click();
        await dock
          .getByRole('region', { name: /predicted as|correctly/ })
          .getByRole('img')
          .first()
          .waitFor(PATIENCE);
      }
      expect(await seriousViolations(page)).toEqual([]);
    });
});
