import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { useApp } from './support/app';
import { hosted } from './support/host';
import { SIZES } from './support/table2';

const CONVS = ['conv1', 'conv2', 'convt1'];

describe('several layers at once', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  const app = useApp({ document: 'presets/table2-baseline.patchbay.json' });

  const selected = () => app.editor.selected();
  const focused = () =>
    app.editor.page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('data-id') ?? activeElement?.getAttribute('aria-label') ?? '';
    });
  const outputs = async () => {
    const sizes = await app.editor.sizes();
    return [1, 4, 7].map((index) => sizes[index]);
  };

  it('are changed together, as one step of undo', async () => {
    const { page, node, field, sizes } = app.editor;
    await expect.poll(sizes).toEqual(SIZES);
    for (const [index, id] of CONVS.entries()) await node(id).click({ modifiers: index === 0 ? [] : ['ControlOrMeta'] });
    await page.getByRole('heading', { name: '3 layers' }).waitFor();
    const filters = field('filters');
    expect(await filters.inputValue()).toBe('');
    expect(await filters.getAttribute('placeholder')).toBe('mixed');
    await filters.click();
    // Key by key: the first digit already is a number that all of them have.
    await page.keyboard.type('24');
    expect(await filters.inputValue()).toBe('24');
    await expect.poll(outputs).toEqual(['26×26×24', '11×11×24', '13×13×24']);
    await page.keyboard.press('ArrowUp');
    await expect.poll(outputs).toEqual(['26×26×25', '11×11×25', '13×13×25']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect.poll(sizes).toEqual(SIZES);
    expect(await filters.getAttribute('placeholder')).toBe('mixed');
  });

  it('keep of a pair the number that is not set, and are linked again', async () => {
    const { page, node, field } = app.editor;
    await node('conv1').click();
    await page.getByRole('button', { name: /^kernel: Height and width are linked/ }).click();
    await field('kernel width').fill('5');
    await node('conv2').click({ modifiers: ['ControlOrMeta'] });
    expect(await field('kernel height').inputValue()).toBe('3');
    expect(await field('kernel width').getAttribute('placeholder')).toBe('mixed');
    await field('kernel height').fill('4');
    await expect.poll(async () => (await outputs()).slice(0, 2)).toEqual(['25×24×16', '9×10×32']);
    await page.getByRole('button', { name: /^kernel: Height and width are separate/ }).click();
    await expect.poll(async () => (await outputs()).slice(0, 2)).toEqual(['25×25×16', '9×9×32']);
    for (let step = 0; step < 3; step++) await page.keyboard.press('Control+z');
    await expect.poll(app.editor.sizes).toEqual(SIZES);
  });

  it('are chosen and changed by keys alone', async () => {
    const { page, node } = app.editor;
    await page.keyboard.press('Escape');
    await node('conv1').focus();
    await page.keyboard.press('Space');
    for (let step = 0; step < 3; step++) await page.keyboard.press('ControlOrMeta+ArrowRight');
    await expect.poll(focused).toBe('conv2');
    expect(await selected()).toEqual(['conv1']);
    await page.keyboard.press('Shift+Space');
    await expect.poll(selected).toEqual(['conv1', 'conv2']);
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('filters');
    await page.keyboard.type('48');
    await expect.poll(async () => (await outputs()).slice(0, 2)).toEqual(['26×26×48', '11×11×48']);
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('conv1');
    await page.keyboard.press('Control+z');
    await expect.poll(app.editor.sizes).toEqual(SIZES);
  });

  it('are boxed with the pointer, and deleted so that their neighbours are joined', async () => {
    const { page, node, sizes, wires } = app.editor;
    await page.getByRole('main', { name: 'Canvas' }).click({ position: { x: 5, y: 5 } });
    const [from, to] = [await node('pool1').boundingBox(), await node('dropout1').boundingBox()];
    if (!from || !to) throw new Error('they are not in view');
    await page.mouse.move(from.x + 30, from.y - 14);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
    await page.mouse.up();
    await expect.poll(selected).toEqual(['pool1', 'dropout1']);
    // The boxed layers can be dragged together, and a click on one of them selects it alone.
    await page.mouse.move(from.x + 60, from.y + 60);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 92, { steps: 8 });
    await page.mouse.up();
    await expect.poll(async () => ((await node('dropout1').boundingBox())?.y ?? 0) - to.y).toBeGreaterThan(20);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await node('dropout1').boundingBox())?.y).toBe(to.y);
    await expect.poll(selected).toEqual(['pool1', 'dropout1']);
    await page.keyboard.press('Delete');
    await expect.poll(async () => (await sizes()).slice(0, 3)).toEqual(['28×28×1', '26×26×16', '24×24×32']);
    expect(await wires.count()).toBe(SIZES.length - 3);
    await page.keyboard.press('Control+z');
    await expect.poll(sizes).toEqual(SIZES);
    await expect.poll(selected).toEqual(['pool1', 'dropout1']);
    await node('dropout1').click();
    await expect.poll(selected).toEqual(['dropout1']);
  });

  it('are added one by one with Shift and a click', async () => {
    const { node } = app.editor;
    await node('conv1').click();
    await node('conv2').click({ modifiers: ['Shift'] });
    await expect.poll(selected).toEqual(['conv1', 'conv2']);
  });
});
