import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { parseDocument } from '../shared/graph/parse';
import { useApp } from './support/app';
import { hosted } from './support/host';
import { SIZES } from './support/table2';

describe('the gallery', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp();

  it('opens a preset from the gallery as an untitled copy', async () => {
    const { page, sizes } = app.editor;
    await app.editor.command('presets and recent');
    await page.getByRole('dialog').getByRole('searchbox').fill('table 2, baseline');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Table 2, baseline/ })
      .click();
    await expect.poll(sizes).toEqual(SIZES);
    expect(await page.title()).toBe('Table 2, baseline — Patchbay');
  });
});

describe('documents, presets and what is exported', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp({ document: 'presets/table2-baseline.patchbay.json' });

  const command = (name: string) => app.editor.command(name);
  const saved = (work: () => Promise<void>) => app.editor.saved(work);

  it('writes PyTorch and Keras source', async () => {
    const { page } = app.editor;
    await command('export as pytorch');
    const pytorch = await saved(() => page.getByRole('button', { name: 'Save…' }).click());
    expect(pytorch.name).toBe('autoencoder_pytorch.py');
    expect(pytorch.bytes.toString()).toContain('nn.ConvTranspose2d(16, 1, 6, stride=2, padding=1)');
    await page.getByRole('tab', { name: 'Keras' }).click();
    const keras = await saved(() => page.getByRole('button', { name: 'Save…' }).click());
    expect(keras.bytes.toString()).toContain('Conv2DTranspose');
    await page.keyboard.press('Escape');
  });

  it('draws the graph as SVG and as PNG', async () => {
    const svg = (await saved(() => command('picture svg'))).bytes.toString();
    for (const size of SIZES) expect(svg).toContain(`>${size}<`);
    const wellFormed = await app.editor.page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null,
      svg,
    );
    expect(wellFormed).toBe(true);
    const png = (await saved(() => command('picture png'))).bytes;
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBeGreaterThan(2_000);
  });

  it('keeps a preset, which is in the gallery of the next window', async () => {
    const { page } = app.editor;
    await command('save as preset');
    await page.getByRole('textbox', { name: 'Name of the preset' }).fill('My own net');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('My own net is now among your presets.').waitFor();
    const other = await app.host.open();
    await other.page.keyboard.press('Control+Shift+O');
    await other.page
      .getByRole('dialog')
      .getByRole('button', { name: /^My own net/ })
      .click();
    await expect.poll(other.sizes).toEqual(SIZES);
    await other.close();
    await command('presets and recent');
    await page.getByRole('button', { name: 'Remove My own net' }).click();
    await expect.poll(() => page.getByRole('dialog').getByText('My own net', { exact: true }).count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  it('is shared as text: copied here, opened there', async () => {
    await command('copy document as text');
    await app.editor.page.getByText('The document is on the clipboard, as text.').waitFor();
    const text = await app.editor.clipboard();
    const other = await app.host.open();
    const { page } = other;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('open from text');
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'The text of a Patchbay document' });
    await field.fill('{ "format": "patchbay", "version": 1, "graphs": [{ "id": "Wrong", "nodes": {} }] }');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText('graphs[0].id').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Close' }).click();
    await field.fill(text);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect.poll(other.sizes).toEqual(SIZES);
    expect(other.errors).toEqual([]);
    await other.close();
  });

  it('copies layers between windows, with the wires between them', async () => {
    const { page, node } = app.editor;
    await node('conv1').click();
    await node('pool1').click({ modifiers: ['Control'] });
    await page.keyboard.press('Control+c');
    const other = await app.host.open();
    await other.page.keyboard.press('Control+v');
    await expect.poll(async () => (await other.sizes()).length).toBe(3);
    expect(await other.wires.count()).toBe(1);
    await other.close();
  });

  it('takes a file that is dropped on the window', async () => {
    const file = join(app.host.home, 'dropped.patchbay.json');
    await writeFile(file, await readFile('presets/plain-cnn.patchbay.json'));
    const other = await app.host.open();
    await other.dropFile(file);
    const parsed = parseDocument(await readFile(file, 'utf8'));
    const nodes = parsed.ok ? Object.keys(parsed.document.graphs[0]?.nodes ?? {}).length : -1;
    await expect.poll(async () => (await other.sizes()).length).toBe(nodes);
    await other.close();
  });
});
