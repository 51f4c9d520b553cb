import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { useApp } from './support/app';
import { hosted } from './support/host';
import { SIZES } from './support/table2';

describe('the canvas', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp({ document: 'presets/table2-baseline.patchbay.json' });

  it('puts a new layer behind the selected one, with the size that the search foretold', async () => {
    const { page, node, sizes, wires } = app.editor;
    await expect.poll(sizes).toEqual(SIZES);
    await node('pool1').click();
    await page.keyboard.press('/');
    await page.getByText('Fits between pool1 and dropout1').waitFor();
    const choice = page.getByRole('option', { name: /^BatchNorm/ });
    expect(await choice.textContent()).toContain('13×13×16');
    await choice.click();
    await expect.poll(async () => (await sizes()).length).toBe(SIZES.length + 1);
    await expect
      .poll(() => wires.evaluateAll((all) => all.map((wire) => wire.getAttribute('aria-label'))))
      .toContain('batchnorm1 → dropout1');
    await page.keyboard.press('Control+z');
    await expect.poll(sizes).toEqual(SIZES);
  });

  it('writes on each wire the size of what goes along it', async () => {
    const { page, node, field, sizes, canvas } = app.editor;
    const onWires = async () => (await canvas.getByTestId('wire-size').allTextContents()).sort();
    const fromEach = async () => (await sizes()).slice(0, -1).sort();
    await expect.poll(onWires).toEqual(SIZES.slice(0, -1).sort());
    await node('conv1').click();
    await field('filters').fill('24');
    await expect.poll(onWires).toContain('26×26×24');
    expect(await onWires()).toEqual(await fromEach());
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect.poll(onWires).toEqual(SIZES.slice(0, -1).sort());
  });

  it('refuses a wire that cannot be while it is drawn, with the reason', async () => {
    const { page, port, canvas, wires } = app.editor;
    const [from, to] = [await port('conv2', 'right'), await port('conv1', 'left')];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x + 30, to.y + 30, { steps: 5 });
    await page.mouse.move(to.x, to.y, { steps: 5 });
    await canvas
      .getByRole('status')
      .filter({ hasText: /conv1|circle|input/i })
      .waitFor();
    await page.mouse.up();
    expect(await wires.count()).toBe(SIZES.length - 1);
  });

  it('takes a value back in the very field that it was given in, until nothing is unsaved', async () => {
    const { page, node, field } = app.editor;
    const unsaved = () => page.getByRole('img', { name: 'unsaved changes' }).count();
    await node('conv1').click();
    expect(await unsaved()).toBe(0);
    const padding = field('padding');
    await padding.fill('3');
    await page.keyboard.press('Enter');
    await padding.press('ArrowUp');
    await expect.poll(() => padding.inputValue()).toBe('4');
    for (let step = 0; (await padding.inputValue()) !== '0'; step++) {
      expect(step).toBeLessThan(3);
      await page.keyboard.press('Control+z');
    }
    await expect.poll(unsaved).toBe(0);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => padding.inputValue()).not.toBe('0');
    await page.keyboard.press('Control+z');
    await padding.fill('-');
    await page.keyboard.press('Control+z');
    await expect.poll(() => padding.inputValue()).toBe('0');
    expect(await unsaved()).toBe(0);
  });

  it('shows name and size in large letters from afar, and paints again what changed', async () => {
    const { page, node, field, sizes, canvas } = app.editor;
    const letters = () =>
      node('conv1')
        .getByTitle('Conv, row 1')
        .evaluate((name) => Number.parseFloat(getComputedStyle(name).fontSize));
    const near = await letters();
    for (let step = 0; step < 8; step++) await page.getByRole('button', { name: 'Zoom out' }).click();
    await expect.poll(letters).toBeGreaterThan(1.5 * near);
    const figures = canvas.locator('canvas');
    await figures.waitFor();
    await node('conv1').click();
    await field('padding').waitFor();
    /** A hash of the painted pixels, once two frames in a row agree: a browser may smooth an edge a little differently each time. */
    const picture = async () => {
      const pixels = await figures.evaluate(async (figure) => {
        if (!(figure instanceof HTMLCanvasElement)) return '';
        for (let last: string | undefined; ; ) {
          await document.fonts.ready;
          await new Promise(requestAnimationFrame);
          const { data } = figure.getContext('2d')?.getImageData(0, 0, figure.width, figure.height) ?? { data: [] };
          let now = '';
          for (let alpha = 3; alpha < data.length; alpha += 4) if ((data[alpha] ?? 0) > 127) now += `${alpha},`;
          if (now === last) return now;
          last = now;
        }
      });
      return createHash('sha256').update(pixels).digest('hex');
    };
    const first = await picture();
    await field('padding').fill('3');
    await expect.poll(async () => (await sizes())[1]).toBe('32×32×16');
    await expect.poll(picture).not.toBe(first);
    await page.keyboard.press('Control+z');
    await expect.poll(sizes).toEqual(SIZES);
    await expect.poll(picture).toBe(first);

    const [from, to] = [await node('conv2').boundingBox(), await node('pool1').boundingBox()];
    if (!from || !to) throw new Error('the nodes are not in view');
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 12, to.y + 12, { steps: 6 });
    await page.mouse.up();
    await expect.poll(picture).not.toBe(first);
    await page.keyboard.press('Control+z');
    await expect.poll(picture).toBe(first);
    await page.getByRole('button', { name: 'Fit to view' }).click();
    await expect.poll(letters).toBe(near);
  });

  it('keeps a way to the layers and the details in a narrow window', async () => {
    const { page } = app.editor;
    const before = page.viewportSize();
    await page.setViewportSize({ width: 640, height: 400 });
    const layers = page.getByRole('region', { name: 'Layers' });
    await expect.poll(() => layers.count()).toBe(0);
    await page.getByRole('button', { name: 'Show or hide the layers' }).click();
    await layers.getByRole('button', { name: 'Conv', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Show or hide the details' }).click();
    await page.getByRole('tab', { name: 'Training' }).waitFor();
    expect(await layers.count()).toBe(0);
    if (before) await page.setViewportSize(before);
  });

  it('opens a document of a later version, says so, and keeps what it does not know', async () => {
    const { page, node } = app.editor;
    const file = join(app.host.home, 'later.patchbay.json');
    const document: Record<string, unknown> = JSON.parse(await readFile('presets/table2-baseline.patchbay.json', 'utf8'));
    const text = JSON.stringify({ ...document, version: 99, mood: 'calm' }).replace(
      '"kind":"Dropout"',
      '"kind":"Attention","heads":4',
    );
    await writeFile(file, text);
    await app.editor.choose(file, () => page.keyboard.press('Control+o'));
    await page.getByText('written by a later version of Patchbay').waitFor();
    await node('dropout1').getByTitle('Attention').waitFor();
    await node('conv1').click();
    await app.editor.field('filters').fill('24');
    const saved = (await app.editor.saved(() => app.editor.command('save a copy'))).bytes.toString();
    for (const kept of ['"mood": "calm"', '"version": 99', '"kind": "Attention"', '"heads": 4', '"filters": 24'])
      expect(saved).toContain(kept);
  });
});
