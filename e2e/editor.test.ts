import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from '../shared/graph/parse';
import { findChromium } from './support/chromium';
import { type Served, serve } from './support/served';

const executablePath = findChromium();
if (executablePath === undefined) console.log('No Chromium was found on this machine: the tests in a browser are skipped.');

const LAYERS = ['Conv', 'Max Pool', 'Dropout', 'Conv', 'Max Pool', 'Dropout', 'ConvT', 'Dropout', 'ConvT'];

/** What is typed into the form of each layer; the rest is right as it comes. */
const NUMBERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  conv2: { filters: 32 },
  convt1: { kernel: 5, stride: 2 },
  convt2: { filters: 1, kernel: 6, stride: 2, padding: 1 },
};

const TABLE_2 = [
  '28×28×1',
  '26×26×16',
  '13×13×16',
  '13×13×16',
  '11×11×32',
  '5×5×32',
  '5×5×32',
  '13×13×16',
  '13×13×16',
  '28×28×1',
];

describe.skipIf(executablePath === undefined)('the editor in a browser', { timeout: 180_000 }, () => {
  let served: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  const sizes = () => page.locator('.node-size').allTextContents();
  const node = (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });

  async function openPage(host: Served, theme: 'light' | 'dark' = 'light'): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      acceptDownloads: true,
      colorScheme: theme,
    });
    // Without the browser's own pickers a file is downloaded, which a test can take hold of.
    await context.addInitScript(() => {
      Reflect.deleteProperty(window, 'showSaveFilePicker');
      Reflect.deleteProperty(window, 'showOpenFilePicker');
    });
    const opened = await context.newPage();
    opened.on('pageerror', (error) => errors.push(String(error.stack)));
    await opened.goto(host.url);
    await opened.locator('.react-flow__node').first().waitFor();
    return opened;
  }

  beforeAll(async () => {
    served = await serve();
    browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
    page = await openPage(served);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await served?.close();
    expect(errors).toEqual([]);
  });

  it('builds Table 2 by nine drops and no wire by hand', async () => {
    const palette = page.getByRole('region', { name: 'Layers' });
    for (const [index, name] of LAYERS.entries()) {
      const box = await palette.getByRole('button', { name, exact: true }).boundingBox();
      if (!box) throw new Error(`${name} is not in the palette`);
      await page.mouse.move(box.x + 10, box.y + 10);
      await page.mouse.down();
      await page.mouse.move(300 + (index % 4) * 190, 150 + Math.floor(index / 4) * 200, { steps: 4 });
      await page.mouse.up();
      await page
        .locator('.react-flow__node')
        .nth(index + 1)
        .waitFor();
    }
    await page.getByRole('button', { name: 'Fit to view' }).click();
    let typed = 0;
    for (const [id, numbers] of Object.entries(NUMBERS)) {
      await node(id).click();
      for (const [name, value] of Object.entries(numbers)) {
        await field(name).fill(String(value));
        typed++;
      }
    }
    await expect.poll(sizes).toEqual(TABLE_2);
    expect(await page.locator('.react-flow__edge').count()).toBe(LAYERS.length);
    console.log(`Table 2 by mouse: ${LAYERS.length} drags, 0 wires by hand, ${typed} edits`);
  });

  it('says what is wrong with the padding that the paper prints, and mends it with a click', async () => {
    await node('convt1').click();
    await field('padding').fill('2');
    await expect.poll(async () => (await sizes())[7]).toBe('9×9×16');
    await page.getByRole('button', { name: '1 problem' }).first().click();
    await page.getByRole('button', { name: 'Set padding of convt1 to 0' }).click();
    await expect.poll(sizes).toEqual(TABLE_2);
    await page.getByRole('button', { name: 'Ready to train' }).waitFor();
  });

  it('undoes everything back to the empty canvas, and redoes it to the end', async () => {
    await page.getByRole('main', { name: 'Canvas' }).click({ position: { x: 5, y: 5 } });
    for (let step = 0; step < 40; step++) await page.keyboard.press('Control+z');
    await expect.poll(sizes).toEqual(['28×28×1']);
    for (let step = 0; step < 40; step++) await page.keyboard.press('Control+Shift+z');
    await expect.poll(sizes).toEqual(TABLE_2);
  });

  it('saves a file that is the document on screen', async () => {
    const download = page.waitForEvent('download');
    await page.keyboard.press('Control+s');
    const file = join(served.home, 'saved.patchbay.json');
    await (await download).saveAs(file);
    const parsed = parseDocument(await readFile(file, 'utf8'));
    expect(parsed.ok && Object.keys(parsed.document.graphs[0]?.nodes ?? {})).toHaveLength(LAYERS.length + 1);
    await expect.poll(() => page.title()).toBe('Untitled — Patchbay');
  });

  it('finds a command by its name', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('select all');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.layer[data-selected]').count()).toBe(LAYERS.length + 1);
  });

  it.each(['light', 'dark'] as const)('has no serious fault of accessibility in the %s theme', async (theme) => {
    const other = await openPage(served, theme);
    const { violations } = await new AxeBuilder({ page: other }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await other.context().close();
  });

  it('offers after a crash what was not saved, and nothing else', async () => {
    const host = await serve();
    const first = await openPage(host);
    await first.getByRole('button', { name: 'Conv', exact: true }).click();
    await expect.poll(() => first.title()).toBe('● Untitled — Patchbay');
    await first.waitForTimeout(1_500);
    await host.kill();
    await first.context().close();
    const again = await serve([], host.home);
    const second = await openPage(again);
    await second.getByRole('button', { name: 'Restore' }).click();
    await expect.poll(() => second.locator('.node-size').allTextContents()).toEqual(['28×28×1', '26×26×16']);
    await second.context().close();
    await again.close();
  });
});
