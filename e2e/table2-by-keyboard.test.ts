import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { useApp } from './support/app';
import type { EditorPage } from './support/editor-page';
import { hosted } from './support/host';
import { LAYERS, NUMBERS, SIZES } from './support/table2';

/** The ids of the layers in the order in which they are added. */
const IDS = ['conv1', 'maxpool1', 'dropout1', 'conv2', 'maxpool2', 'dropout2', 'convt1', 'dropout3', 'convt2'];

/** The id or label of the element that has the focus. */
const focusOf = ({ page }: EditorPage) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('data-id') ?? activeElement?.getAttribute('aria-label') ?? activeElement?.tagName ?? '';
  });

describe('Table 2 by keyboard alone', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp();
  const focused = () => focusOf(app.editor);

  it('is built, with every size', async () => {
    const { page, sizes, wires } = app.editor;
    for (const [index, layer] of LAYERS.entries()) {
      await page.keyboard.press('/');
      await page.getByRole('combobox', { name: 'Search layers' }).waitFor();
      await page.keyboard.type(layer);
      await page.keyboard.press('Enter');
      await expect.poll(focused).toBe(IDS[index]);
      const numbers = NUMBERS[IDS[index] ?? ''];
      if (!numbers) continue;
      // Enter leads to the first number, Tab on to the others, Escape back to the layer.
      await page.keyboard.press('Enter');
      await expect.poll(focused).toBe('filters');
      for (const [name, value] of Object.entries(numbers)) {
        for (let tries = 0; (await focused()) !== name && tries < 20; tries++) await page.keyboard.press('Tab');
        await page.keyboard.type(String(value));
      }
      await page.keyboard.press('Escape');
      await expect.poll(focused).toBe(IDS[index]);
    }
    await expect.poll(sizes).toEqual(SIZES);
    expect(await wires.count()).toBe(LAYERS.length);
  });
});

describe('Table 2, by keyboard alone,', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp({ document: 'presets/table2-baseline.patchbay.json' });
  const focused = () => focusOf(app.editor);
  const spoken = (id: string) =>
    app.editor
      .node(id)
      .evaluate((node) => document.getElementById(node.getAttribute('aria-labelledby') ?? '')?.textContent ?? '');

  it('is walked through along the wires, and read out', async () => {
    const { page, node } = app.editor;
    await node('convt2').focus();
    await page.keyboard.press('Home');
    await expect.poll(focused).toBe('input');
    await page.keyboard.press('ArrowRight');
    await expect.poll(focused).toBe('conv1');
    expect(await spoken('conv1')).toMatch(/^Conv, row 1 conv1, 26×26×16, selected$/);
    await page.keyboard.press('End');
    await expect.poll(focused).toBe('convt2');
    expect(await spoken('convt2')).toMatch(/^ConvT, row 6 convt2, 28×28×1, output, selected$/);
  });

  it('is one stop of the Tab key', async () => {
    const { node, nodes } = app.editor;
    await node('conv1').focus();
    const stops = await nodes.evaluateAll((all) => all.filter((one) => one instanceof HTMLElement && one.tabIndex === 0).length);
    expect(stops).toBe(1);
  });

  it('is unwired and wired again, with what a change did said aloud', async () => {
    const { page, node, sizes, canvas } = app.editor;
    await node('convt2').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+C');
    await expect.poll(async () => (await sizes()).includes('?')).toBe(true);
    await expect.poll(() => spoken('convt2')).toContain('problem');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Home');
    await node('dropout3').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('c');
    await page.getByRole('combobox', { name: 'Wire dropout3 to…' }).waitFor();
    await page.keyboard.type('convt2');
    await page.keyboard.press('Enter');
    await expect.poll(sizes).toEqual(SIZES);
    await expect.poll(() => canvas.getByRole('status').textContent()).toContain('no problems');
  });

  it('gets a note, moves a layer, and loses one whose neighbours are joined', async () => {
    const { page, node, sizes } = app.editor;
    await node('dropout1').focus();
    await page.keyboard.press('Space');
    const before = await node('dropout1').boundingBox();
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(async () => (await node('dropout1').boundingBox())?.y).not.toBe(before?.y);
    await page.keyboard.press('Delete');
    await expect.poll(async () => (await sizes()).length).toBe(SIZES.length - 1);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('n');
    const text = page.getByRole('textbox', { name: 'Text of the note' });
    await expect.poll(() => text.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('The code is 5×5×32.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('group', { name: 'The code is 5×5×32.' }).waitFor();
    await expect.poll(sizes).toEqual(SIZES);
  });
});
