import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { useApp } from './support/app';
import type { EditorPage } from './support/editor-page';
import { hosted } from './support/host';
import { SIZES } from './support/table2';

const wiresOf = ({ wires }: EditorPage) => wires.evaluateAll((all) => all.map((wire) => wire.getAttribute('aria-label')));

const focused = ({ page }: EditorPage) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('data-id') ?? activeElement?.getAttribute('aria-label') ?? '';
  });

describe('a layer is brought in', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp();

  /** Adds a convolution with a double click on empty canvas. */
  async function addConv(): Promise<void> {
    const { page, sizes } = app.editor;
    await page.mouse.dblclick(500, 330);
    await page.getByRole('combobox', { name: 'Search layers' }).waitFor();
    await page.keyboard.type('convolution');
    await page.keyboard.press('Enter');
    await expect.poll(sizes).toEqual(['28×28×1', '26×26×16']);
  }

  it('where the ground is clicked twice', async () => {
    const { node } = app.editor;
    await addConv();
    const box = await node('conv1').boundingBox();
    expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - 500)).toBeLessThan(20);
  });

  it('where a wire is let go on empty canvas, of those that fit there', async () => {
    const { page, sizes, port } = app.editor;
    await addConv();
    const from = await port('conv1', 'right');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 120, from.y + 60, { steps: 6 });
    await page.mouse.up();
    await page.getByText('Fits after conv1').waitFor();
    await page.getByRole('option', { name: /^Max Pool/ }).click();
    await expect.poll(sizes).toEqual(['28×28×1', '26×26×16', '13×13×16']);
    await expect.poll(() => wiresOf(app.editor)).toEqual(['input → conv1', 'conv1 → maxpool1']);
  });

  it('between two others where it is dropped on their wire', async () => {
    const { page, sizes, drop, port } = app.editor;
    await addConv();
    await page.getByRole('main', { name: 'Canvas' }).click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Control+Shift+L');
    await page.keyboard.press('Shift+1');
    const [from, to] = [await port('input', 'right'), await port('conv1', 'left')];
    await drop('BatchNorm', (from.x + to.x) / 2, (from.y + to.y) / 2);
    await expect.poll(sizes).toEqual(['28×28×1', '28×28×1', '26×26×16']);
    const wires = async () => [...(await wiresOf(app.editor))].sort();
    await expect.poll(wires).toEqual(['batchnorm1 → conv1', 'input → batchnorm1']);
  });
});

describe('layers that are there', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp({ document: 'presets/table2-baseline.patchbay.json' });

  it('explain their abbreviations under the pointer, and with the focus of the keyboard', async () => {
    const { page, node } = app.editor;
    const spelled = (id: string) =>
      node(id)
        .getByTestId('layer-size')
        .locator('..')
        .evaluate((foot) => getComputedStyle(foot, '::after').content.replaceAll('\u00a0', ' '));
    expect(await spelled('pool1')).toBe('none');
    await node('pool1').getByText('2×2 · s2').hover();
    await expect.poll(() => spelled('pool1')).toBe('"kernel 2 · stride 2 · padding 0 · dilation 1 · ceil mode off"');
    // The tooltip is drawn above the layers below it.
    const box = await node('pool1').boundingBox();
    const above = await page.evaluate(
      ([x, y]) => document.elementFromPoint(x, y)?.closest('[role=group]')?.getAttribute('data-id'),
      [(box?.x ?? 0) + 84, (box?.y ?? 0) + 20] as const,
    );
    expect(above).toBe('pool1');
    expect(await node('pool1').evaluate((element) => Number(getComputedStyle(element).zIndex))).toBeGreaterThan(999);
    await node('conv1').focus();
    await page.keyboard.press('ArrowRight');
    await page.mouse.move(700, 700);
    await expect.poll(() => spelled('pool1')).toContain('kernel 2');
  });

  it('give the figures on top, which explain themselves and lead to what they come from', async () => {
    const { page } = app.editor;
    const flops = page.getByRole('button', { name: /MFLOP/ });
    await flops.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await page.getByRole('tooltip', { name: /floating-point operations/ }).waitFor();
    await page.getByRole('button', { name: /MB/ }).click();
    await expect.poll(() => focused(app.editor)).toBe('batch size');
  });

  it('keep the focus once they are renamed in place', async () => {
    const { page, node } = app.editor;
    await node('conv1').click();
    await page.keyboard.press('F2');
    await page.keyboard.type('First');
    await page.keyboard.press('Enter');
    await node('conv1').getByTitle('First').waitFor();
    await expect.poll(() => focused(app.editor)).toBe('conv1');
    await page.keyboard.press('F2');
    await page.keyboard.type('Second');
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(app.editor)).toBe('conv1');
    expect(await node('conv1').getByTitle('First', { exact: true }).textContent()).toBe('First');
    await page.keyboard.press('Control+z');
    await node('conv1').getByTitle('Conv, row 1').waitFor();
  });

  it('are bypassed, which shows, and taken in again', async () => {
    const { page, node, sizes } = app.editor;
    await node('pool1').click();
    await page.keyboard.press('Control+b');
    await node('pool1').getByTitle('Bypassed: forwards its input unchanged.').waitFor();
    await expect.poll(async () => (await sizes())[2]).toBe('26×26×16');
    await page.keyboard.press('Control+b');
    await expect.poll(sizes).toEqual(SIZES);
  });

  it('are found by the words of the commands, the best match first', async () => {
    const { page, node } = app.editor;
    await node('conv1').click();
    const chosen = async (typed: string) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(typed);
      const first = page.getByRole('dialog').getByRole('option', { selected: true });
      await first.waitFor();
      const text = await first.locator('span').first().textContent();
      await page.keyboard.press('Escape');
      return text;
    };
    expect(await chosen('keys')).toBe('Keys');
    expect(await chosen('new')).toBe('New');
    expect(await chosen('theme')).toBe('Light or dark');
    expect(await chosen('zoom sel')).toBe('Zoom to selection');
  });

  it('are trained with settings that are reset by a button beside their field', async () => {
    const { page } = app.editor;
    await page.getByRole('tab', { name: 'Training', exact: true }).click();
    const optimizer = page.getByRole('combobox', { name: 'optimizer' });
    const before = await optimizer.inputValue();
    await optimizer.selectOption('SGD');
    const reset = page.getByRole('button', { name: /^Reset optimizer/ });
    const [field, button] = [await optimizer.boundingBox(), await reset.boundingBox()];
    if (!field || !button) throw new Error('they are not in view');
    expect(button.x).toBeGreaterThanOrEqual(field.x + field.width);
    expect(Math.abs(button.y + button.height / 2 - (field.y + field.height / 2))).toBeLessThan(4);
    // The document names the loss, which is the default one.
    expect(await page.getByRole('button', { name: /^Reset loss/ }).count()).toBe(0);
    await reset.click();
    await expect.poll(() => optimizer.inputValue()).toBe(before);
  });

  it('come into view together', async () => {
    const { page, node } = app.editor;
    await node('conv2').click();
    await node('pool2').click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('Shift+2');
    const canvas = await page.getByRole('main', { name: 'Canvas' }).boundingBox();
    const off = async () => {
      const [a, b] = [await node('conv2').boundingBox(), await node('pool2').boundingBox()];
      const middle = ((a?.x ?? 0) + (b?.x ?? 0) + (b?.width ?? 0)) / 2;
      return Math.abs(middle - ((canvas?.x ?? 0) + (canvas?.width ?? 0) / 2));
    };
    await expect.poll(off).toBeLessThan(10);
  });
});
