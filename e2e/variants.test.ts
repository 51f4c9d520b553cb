import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { useApp } from './support/app';
import { hosted } from './support/host';
import { SIZES } from './support/table2';
import { graphTabsOf } from './support/training';

describe('the graphs of a document', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp({ document: 'presets/table2-baseline.patchbay.json' });

  const tabs = () => graphTabsOf(app.editor);
  const changes = () => app.editor.canvas.getByTitle(/^Changed in this variant/);
  const titles = () => tabs().allTextContents();

  /** Duplicates the graph, and sets the rate of its Dropout layers to 0. */
  async function addVariant(): Promise<void> {
    const { page, node, field } = app.editor;
    await page.keyboard.press('Control+Shift+D');
    await expect.poll(titles).toEqual(['Autoencoder', 'Copy of Autoencoder']);
    for (const id of ['dropout1', 'dropout2', 'dropout3']) {
      await node(id).click();
      await field('rate').fill('0');
    }
    await expect.poll(titles).toEqual(['Autoencoder', 'Dropout 0']);
  }

  it('get a variant that is called by what was changed, and shows it', async () => {
    const { page, node, sizes } = app.editor;
    await expect.poll(sizes).toEqual(SIZES);
    await addVariant();
    expect(await changes().allTextContents()).toEqual(Array(3).fill('rate 0.2 → 0'));
    const spoken = await node('dropout1').evaluate((layer) => {
      const named = layer.getAttribute('aria-labelledby') ?? '';
      return document.getElementById(named)?.textContent;
    });
    expect(spoken).toBe('Dropout dropout1, 13×13×16, Changed in this variant: rate of dropout1: 0.2 → 0');
    await page.keyboard.press('Escape');
    await page.getByRole('main', { name: 'Canvas' }).click({ position: { x: 5, y: 5 } });
    const changed = page.getByRole('region', { name: 'Changes from Autoencoder' });
    await changed.getByText('rate of dropout2: 0.2 → 0').click();
    await expect.poll(() => app.editor.selected()).toEqual(['dropout2']);
  });

  it('are shown by their tabs, and reached by keys', async () => {
    const { field, node } = app.editor;
    await addVariant();
    await tabs().first().click();
    expect(await changes().count()).toBe(0);
    await node('dropout1').click();
    expect(await field('rate').inputValue()).toBe('0.2');
    await tabs().first().press('ArrowRight');
    await expect.poll(() => tabs().nth(1).getAttribute('aria-selected')).toBe('true');
    await changes().first().waitFor();
  });

  it('are renamed in their tabs, moved, deleted and brought back', async () => {
    const { page } = app.editor;
    await addVariant();
    await tabs().nth(1).dblclick();
    await page.getByRole('textbox', { name: 'Name of the graph' }).fill('Without Dropout');
    await page.keyboard.press('Enter');
    await expect.poll(titles).toEqual(['Autoencoder', 'Without Dropout']);
    await tabs().nth(1).press('Control+ArrowLeft');
    await expect.poll(titles).toEqual(['Without Dropout', 'Autoencoder']);
    await tabs().first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect.poll(titles).toEqual(['Autoencoder']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(titles).toEqual(['Without Dropout', 'Autoencoder']);
  });

  it('get a classifier of the encoder', async () => {
    const { page, node, sizes } = app.editor;
    await node('pool2').click();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('detach');
    await page.keyboard.press('Enter');
    await expect.poll(titles).toEqual(['Autoencoder', 'Classifier']);
    await expect.poll(async () => (await sizes()).slice(-2)).toEqual(['800', '10']);
  });
});
