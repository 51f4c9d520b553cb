import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parseDocument } from '../shared/graph/parse';
import { launch } from './support/chromium';
import { type EditorPage, openEditor } from './support/editor-page';
import { type Served, serve } from './support/served';
import { LAYERS, NUMBERS, SIZES } from './support/table2';

const chromium = inject('chromium');

describe.skipIf(!chromium)('Table 2 by mouse', { timeout: 180_000 }, () => {
  let served: Served;
  let browser: Browser;
  let editor: EditorPage;
  let saved = '';

  beforeAll(async () => {
    if (!chromium) return;
    served = await serve();
    browser = await launch(chromium);
    editor = await openEditor(browser, served);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await served?.close();
    expect(editor?.errors ?? []).toEqual([]);
  });

  it('is built by nine drops and no wire by hand', async () => {
    const { page, node, field, sizes, drop } = editor;
    for (const [index, layer] of LAYERS.entries()) await drop(layer, 300 + (index % 4) * 190, 150 + Math.floor(index / 4) * 200);
    await page.getByRole('button', { name: 'Fit to view' }).click();
    let edits = 0;
    for (const [id, numbers] of Object.entries(NUMBERS)) {
      await node(id).click();
      for (const [name, value] of Object.entries(numbers)) {
        await field(name).fill(String(value));
        edits++;
      }
    }
    await expect.poll(sizes).toEqual(SIZES);
    expect(await page.locator('.react-flow__edge').count()).toBe(LAYERS.length);
    await page.getByRole('button', { name: 'Ready to train' }).waitFor();
    console.log(`Table 2 by mouse: ${LAYERS.length} drags, 0 wires by hand, ${edits} edits`);
  });

  it('has its mistake read and mended by its fix', async () => {
    const { page, node, field, sizes } = editor;
    await node('convt1').click();
    await field('padding').fill('2');
    await expect.poll(async () => (await sizes())[7]).toBe('9×9×16');
    await page.getByRole('button', { name: '1 problem' }).first().click();
    await page.getByText('9×9×16').last().waitFor();
    await page.getByRole('button', { name: 'Set padding of convt1 to 0' }).click();
    await expect.poll(sizes).toEqual(SIZES);
    await page.getByRole('button', { name: 'Ready to train' }).waitFor();
  });

  it('is undone to the empty canvas and redone to the end', async () => {
    const { page, sizes } = editor;
    await page.getByRole('main', { name: 'Canvas' }).click({ position: { x: 5, y: 5 } });
    for (let step = 0; step < 40; step++) await page.keyboard.press('Control+z');
    await expect.poll(sizes).toEqual(['28×28×1']);
    for (let step = 0; step < 40; step++) await page.keyboard.press('Control+Shift+z');
    await expect.poll(sizes).toEqual(SIZES);
  });

  it('is saved as a file that holds what is on screen', async () => {
    const { page } = editor;
    const download = page.waitForEvent('download');
    await page.keyboard.press('Control+s');
    const file = join(served.home, 'table2.patchbay.json');
    await (await download).saveAs(file);
    saved = await readFile(file, 'utf8');
    const parsed = parseDocument(saved);
    expect(parsed.ok && Object.keys(parsed.document.graphs[0]?.nodes ?? {})).toHaveLength(LAYERS.length + 1);
    await expect.poll(() => page.title()).not.toContain('●');
  });

  it('is the same document when it is opened again', async () => {
    const other = await openEditor(browser, served);
    const { page } = other;
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+o');
    await (await chooser).setFiles(join(served.home, 'table2.patchbay.json'));
    await expect.poll(other.sizes).toEqual(SIZES);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('save as');
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const again = join(served.home, 'again.patchbay.json');
    await (await download).saveAs(again);
    expect(await readFile(again, 'utf8')).toBe(saved);
    expect(other.errors).toEqual([]);
    await other.close();
  });
});
