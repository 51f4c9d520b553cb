import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { parseDocument } from '../shared/graph/parse';
import type { EditorPage } from './support/editor-page';
import { type Host, hosted, startHost } from './support/host';
import { buildTable2, LAYERS, SIZES } from './support/table2';

describe('Table 2 by mouse', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  let host: Host;
  let editor: EditorPage;
  let saved = '';

  beforeAll(async () => {
    host = await startHost();
    editor = await host.open();
  }, 180_000);

  afterAll(async () => {
    await host?.close();
    expect(editor?.errors ?? []).toEqual([]);
  });

  it('is built by nine drops and no wire by hand', async () => {
    const { page, sizes } = editor;
    const edits = await buildTable2(editor);
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
    const file = await editor.saved(() => page.keyboard.press('Control+s'));
    await rename(file.path, join(host.home, 'table2.patchbay.json'));
    saved = file.bytes.toString();
    const parsed = parseDocument(saved);
    expect(parsed.ok && Object.keys(parsed.document.graphs[0]?.nodes ?? {})).toHaveLength(LAYERS.length + 1);
    await expect.poll(() => page.title()).not.toContain('●');
  });

  it('is the same document when it is opened again', async () => {
    const other = await host.open();
    await other.choose(join(host.home, 'table2.patchbay.json'), () => other.page.keyboard.press('Control+o'));
    await expect.poll(other.sizes).toEqual(SIZES);
    const again = await other.saved(() => other.command('save as'));
    expect(again.bytes.toString()).toBe(saved);
    expect(other.errors).toEqual([]);
    await other.close();
  });
});
