import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { parseDocument } from '../shared/graph/parse';
import { useApp } from './support/app';
import { hosted } from './support/host';
import { buildTable2, LAYERS, SIZES } from './support/table2';

describe('Table 2 by mouse', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp();

  it('is built by nine drops and no wire by hand, saved, and the same document when it is opened again', async () => {
    const { page, sizes, wires } = app.editor;
    const edits = await buildTable2(app.editor);
    await expect.poll(sizes).toEqual(SIZES);
    expect(await wires.count()).toBe(LAYERS.length);
    await page.getByRole('button', { name: 'Ready to train' }).waitFor();
    console.log(`Table 2 by mouse: ${LAYERS.length} drags, 0 wires by hand, ${edits} edits`);

    const file = await app.editor.saved(() => page.keyboard.press('Control+s'));
    const path = join(app.host.home, 'table2.patchbay.json');
    await rename(file.path, path);
    const saved = file.bytes.toString();
    const parsed = parseDocument(saved);
    expect(parsed.ok && Object.keys(parsed.document.graphs[0]?.nodes ?? {})).toHaveLength(LAYERS.length + 1);
    await expect.poll(() => page.title()).not.toContain('●');

    const other = await app.host.open();
    await other.choose(path, () => other.page.keyboard.press('Control+o'));
    await expect.poll(other.sizes).toEqual(SIZES);
    const again = await other.saved(() => other.command('save as'));
    expect(again.bytes.toString()).toBe(saved);
    expect(other.errors).toEqual([]);
    await other.close();
  });

  it('is undone to the empty canvas and redone to the end', async () => {
    const { page, sizes } = app.editor;
    await buildTable2(app.editor);
    await expect.poll(sizes).toEqual(SIZES);
    await page.getByRole('main', { name: 'Canvas' }).click({ position: { x: 5, y: 5 } });
    for (let step = 0; step < 40; step++) await page.keyboard.press('Control+z');
    await expect.poll(sizes).toEqual(['28×28×1']);
    for (let step = 0; step < 40; step++) await page.keyboard.press('Control+Shift+z');
    await expect.poll(sizes).toEqual(SIZES);
  });
});

describe('a mistake in Table 2', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp({ document: 'presets/table2-baseline.patchbay.json' });

  it('is read, and mended by its fix', async () => {
    const { page, node, field, sizes } = app.editor;
    await node('convt1').click();
    await field('padding').fill('2');
    await expect.poll(async () => (await sizes())[7]).toBe('9×9×16');
    await page.getByRole('button', { name: '1 problem' }).first().click();
    await page.getByText('9×9×16').last().waitFor();
    await page.getByRole('button', { name: 'Set padding of convt1 to 0' }).click();
    await expect.poll(sizes).toEqual(SIZES);
    await page.getByRole('button', { name: 'Ready to train' }).waitFor();
  });
});
